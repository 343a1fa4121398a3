//! Documents that nobody writes by accident: nothing may panic, run for long or overflow the stack.
