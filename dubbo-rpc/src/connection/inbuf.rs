//! What has been received and not been understood yet.

use std::ops::Range;

/// Capacity a connection starts with and falls back to when it is idle.
const IDLE_BYTES: usize = 4 * 1024;

/// Capacity up to which the buffer grows because the peer sends fast.
const BUSY_BYTES: usize = 64 * 1024;

/// A read buffer. It grows with what has arrived, never with what a header promises.
#[derive(Debug)]
pub(crate) struct InBuf {
    data: Vec<u8>,
    start: usize,
    end: usize,
}

impl InBuf {
    pub(crate) fn new() -> Self {
        Self {
            data: vec![0; IDLE_BYTES],
            start: 0,
            end: 0,
        }
    }

    /// A stand-in that holds nothing, while the real buffer is borrowed by its reader.
    pub(crate) const fn empty() -> Self {
        Self {
            data: Vec::new(),
            start: 0,
            end: 0,
        }
    }

    pub(crate) fn filled(&self) -> &[u8] {
        &self.data[self.start..self.end]
    }

    pub(crate) fn slice(&self, range: Range<usize>) -> &[u8] {
        &self.filled()[range]
    }

    pub(crate) fn consume(&mut self, count: usize) {
        self.start += count.min(self.end - self.start);
        if self.start == self.end {
            self.start = 0;
            self.end = 0;
        }
    }

    /// Room to read into; never empty unless `wanted` bytes are already here.
    ///
    /// `wanted` is the length of the frame in progress, from the first byte held. The buffer at most
    /// doubles, so it stays within twice of what the peer really sent.
    pub(crate) fn room(&mut self, wanted: usize) -> &mut [u8] {
        let held = self.end - self.start;
        if self.start > 0 && self.data.len() - self.end < BUSY_BYTES / 4 {
            self.data.copy_within(self.start..self.end, 0);
            self.start = 0;
            self.end = held;
        }
        if self.end == self.data.len() {
            let doubled = self.data.len().max(IDLE_BYTES / 2) * 2;
            let target = doubled.min(wanted.max(BUSY_BYTES));
            if target > self.data.len() {
                self.data.resize(target, 0);
            }
        }
        &mut self.data[self.end..]
    }

    pub(crate) fn received(&mut self, count: usize) {
        self.end += count;
    }

    /// Gives memory back: to the busy size after a long frame, to the idle size when nothing comes.
    pub(crate) fn shrink(&mut self, idle: bool) {
        let size = if idle { IDLE_BYTES } else { BUSY_BYTES };
        if self.start == self.end && self.data.len() > size {
            self.data = vec![0; size];
            self.start = 0;
            self.end = 0;
        }
    }

    #[cfg(test)]
    fn capacity(&self) -> usize {
        self.data.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feed(buf: &mut InBuf, bytes: &[u8], wanted: usize) {
        let mut rest = bytes;
        while !rest.is_empty() {
            let room = buf.room(wanted);
            assert!(!room.is_empty());
            let count = room.len().min(rest.len());
            room[..count].copy_from_slice(&rest[..count]);
            buf.received(count);
            rest = &rest[count..];
        }
    }

    #[test]
    fn grows_with_what_arrives_not_with_what_is_promised() {
        let mut buf = InBuf::new();
        feed(&mut buf, &[1; 100], 8 << 20);
        assert_eq!(buf.room(8 << 20).len(), IDLE_BYTES - 100);
        feed(&mut buf, &vec![2; 300_000], 8 << 20);
        assert!(buf.capacity() <= 2 * 300_100, "{}", buf.capacity());
        assert_eq!(buf.filled().len(), 300_100);
        buf.consume(300_100);
        buf.shrink(false);
        assert_eq!(buf.capacity(), BUSY_BYTES);
        buf.shrink(true);
        assert_eq!(buf.capacity(), IDLE_BYTES);
    }

    #[test]
    fn keeps_what_is_not_consumed() {
        let mut buf = InBuf::new();
        let bytes: Vec<u8> = (0..=255).cycle().take(200_000).collect();
        let mut seen = Vec::new();
        for chunk in bytes.chunks(7_001) {
            feed(&mut buf, chunk, 0);
            let take = buf.filled().len().saturating_sub(13);
            seen.extend_from_slice(buf.slice(0..take));
            buf.consume(take);
        }
        seen.extend_from_slice(buf.filled());
        assert!(seen == bytes);
        assert!(buf.capacity() <= BUSY_BYTES);
    }
}
