//! Files on a disk.
//!
//! In: a path. Out: a [`File`] whose bytes are read while they are sent, on the threads that tokio has for what blocks.

use std::io::{self, Read as _};
use std::path::PathBuf;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use super::File;

/// How much is read at once, in bytes.
const CHUNK: u64 = 128 << 10;

impl File {
    /// A file on a disk, which is read while it is sent, and again each time that it is sent. It has the name that it
    /// has on the disk, and its length.
    ///
    /// ```no_run
    /// # async fn example() -> std::io::Result<()> {
    /// use tamis_runtime::File;
    ///
    /// let file = File::open("recordings/2024.wav").await?.with_media_type("audio/wav");
    /// assert_eq!(file.name(), Some("2024.wav"));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// When it has become longer or shorter until it is sent, sending fails. What has no length, such as a pipe, is sent
    /// until it ends.
    ///
    /// # Errors
    ///
    /// When it is not there or cannot be read, and outside of a tokio runtime.
    pub async fn open(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path = path.into();
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let looked_at = path.clone();
        let length = blocking(move || {
            let metadata = std::fs::metadata(&looked_at)?;
            if metadata.is_dir() {
                return Err(io::ErrorKind::IsADirectory.into());
            }
            if !metadata.is_file() {
                // To open a pipe would be to wait for who writes into it.
                return Ok(None);
            }
            std::fs::File::open(looked_at)?;
            Ok(Some(metadata.len()))
        })?
        .await??;
        let file = Self::from_opener(move || {
            let path = path.clone();
            async move {
                let file = blocking(|| std::fs::File::open(path))?.await??;
                io::Result::Ok(Chunks::Waiting(Some(file)))
            }
        });
        let file = match length {
            Some(length) => file.with_length(length),
            None => file,
        };
        Ok(match name {
            Some(name) => file.with_name(name),
            None => file,
        })
    }
}

/// Does what blocks, where that disturbs nobody.
fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<JoinHandle<io::Result<T>>> {
    let handle = Handle::try_current().map_err(io::Error::other)?;
    Ok(handle.spawn_blocking(work))
}

/// What is in a file, piece by piece.
enum Chunks {
    /// Nothing is asked for; without a file, at the end.
    Waiting(Option<std::fs::File>),
    Reading(JoinHandle<io::Result<(std::fs::File, Bytes)>>),
}

impl Stream for Chunks {
    type Item = io::Result<Bytes>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            match this {
                Self::Waiting(file) => {
                    let Some(file) = file.take() else {
                        return Poll::Ready(None);
                    };
                    *this = Self::Reading(blocking(|| read(file))?);
                }
                Self::Reading(reading) => {
                    let read = ready!(Pin::new(reading).poll(cx));
                    *this = Self::Waiting(None);
                    let (file, chunk) = read??;
                    if chunk.is_empty() {
                        return Poll::Ready(None);
                    }
                    *this = Self::Waiting(Some(file));
                    return Poll::Ready(Some(Ok(chunk)));
                }
            }
        }
    }
}

/// The next piece; none of it at the end.
fn read(mut file: std::fs::File) -> io::Result<(std::fs::File, Bytes)> {
    let mut chunk = Vec::new();
    file.by_ref().take(CHUNK).read_to_end(&mut chunk)?;
    Ok((file, Bytes::from(chunk)))
}
