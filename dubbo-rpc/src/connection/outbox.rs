//! Frames on their way out: from tasks that finish elsewhere, and from the connection's own task.

use std::collections::VecDeque;
use std::io::IoSlice;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::task::Waker;

use futures_util::task::AtomicWaker;

/// Frames up to this length are copied together, so that one segment leaves for many replies.
const COALESCE_BYTES: usize = 16 * 1024;

/// Segments handed to one `writev`.
const WRITE_SEGMENTS: usize = 16;

/// Where frames finished by other tasks wait for the connection's task.
#[derive(Debug, Default)]
pub(crate) struct Outbox {
    /// Held for the push of one `Vec` only, never over an await: a plain mutex is the cheapest.
    frames: Mutex<Frames>,
    waker: AtomicWaker,
    /// Bytes here and in the writer; read by producers to shed, so an estimate is enough.
    queued: AtomicUsize,
}

#[derive(Debug, Default)]
struct Frames {
    waiting: Vec<Vec<u8>>,
    closed: bool,
}

impl Outbox {
    /// Hands a frame to the connection. `false` when the connection is gone.
    pub(crate) fn push(&self, frame: Vec<u8>) -> bool {
        let mut frames = self.frames.lock().unwrap_or_else(PoisonError::into_inner);
        if frames.closed {
            return false;
        }
        self.queued.fetch_add(frame.len(), Ordering::Relaxed);
        frames.waiting.push(frame);
        drop(frames);
        self.waker.wake();
        true
    }

    /// Bytes that wait to be written to this connection.
    pub(crate) fn queued(&self) -> usize {
        self.queued.load(Ordering::Relaxed)
    }

    pub(super) fn register(&self, waker: &Waker) {
        self.waker.register(waker);
    }

    pub(super) fn drain_into(&self, writer: &mut Writer) {
        let waiting = {
            let mut frames = self.frames.lock().unwrap_or_else(PoisonError::into_inner);
            if frames.waiting.is_empty() {
                return;
            }
            std::mem::take(&mut frames.waiting)
        };
        for frame in waiting {
            writer.push(frame);
        }
    }

    pub(crate) fn added(&self, bytes: usize) {
        self.queued.fetch_add(bytes, Ordering::Relaxed);
    }

    pub(crate) fn written(&self, bytes: usize) {
        self.queued.fetch_sub(bytes, Ordering::Relaxed);
    }

    /// From now on nothing is accepted; what waits is dropped.
    pub(crate) fn close(&self) {
        let mut frames = self.frames.lock().unwrap_or_else(PoisonError::into_inner);
        frames.closed = true;
        frames.waiting = Vec::new();
    }
}

/// The connection task's own end of the queue.
#[derive(Debug, Default)]
pub(super) struct Writer {
    segments: VecDeque<Vec<u8>>,
    /// Bytes of the first segment that have left.
    offset: usize,
    /// An emptied segment kept for the next replies.
    spare: Vec<u8>,
}

impl Writer {
    pub(super) fn push(&mut self, frame: Vec<u8>) {
        if let Some(last) = self.segments.back_mut()
            && last.len() + frame.len() <= COALESCE_BYTES
        {
            last.extend_from_slice(&frame);
        } else if frame.len() < COALESCE_BYTES / 4 && self.spare.capacity() > 0 {
            let mut segment = std::mem::take(&mut self.spare);
            segment.extend_from_slice(&frame);
            self.segments.push_back(segment);
        } else {
            self.segments.push_back(frame);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.segments.is_empty()
    }

    pub(super) fn slices(&self) -> ([IoSlice<'_>; WRITE_SEGMENTS], usize) {
        let mut slices = [IoSlice::new(&[]); WRITE_SEGMENTS];
        let mut count = 0;
        for (slice, segment) in slices.iter_mut().zip(&self.segments) {
            let from = if count == 0 { self.offset } else { 0 };
            *slice = IoSlice::new(&segment[from..]);
            count += 1;
        }
        (slices, count)
    }

    pub(super) fn written(&mut self, mut bytes: usize) {
        while bytes > 0 {
            let Some(first) = self.segments.front_mut() else {
                return;
            };
            let left = first.len() - self.offset;
            if bytes < left {
                self.offset += bytes;
                return;
            }
            bytes -= left;
            self.offset = 0;
            if let Some(mut segment) = self.segments.pop_front()
                && segment.capacity() > self.spare.capacity()
                && segment.capacity() <= COALESCE_BYTES * 2
            {
                segment.clear();
                self.spare = segment;
            }
        }
    }

    /// Gives the spare memory back.
    pub(super) fn shrink(&mut self) {
        self.spare = Vec::new();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_leave_in_order_whatever_the_kernel_takes() {
        let mut writer = Writer::default();
        let mut sent = Vec::new();
        let mut expected = Vec::new();
        for round in 0_u8..200 {
            let frame = vec![round; usize::from(round) * 137 % 20_000 + 1];
            expected.extend_from_slice(&frame);
            writer.push(frame);
            let (slices, count) = writer.slices();
            let offered: Vec<u8> = slices[..count]
                .iter()
                .flat_map(|s| s.iter().copied())
                .collect();
            let taken = offered.len().min(usize::from(round) * 91 + 5);
            sent.extend_from_slice(&offered[..taken]);
            writer.written(taken);
        }
        while !writer.is_empty() {
            let (slices, count) = writer.slices();
            let offered: Vec<u8> = slices[..count]
                .iter()
                .flat_map(|s| s.iter().copied())
                .collect();
            sent.extend_from_slice(&offered);
            writer.written(offered.len());
        }
        assert!(sent == expected);
    }

    #[test]
    fn small_replies_share_a_segment() {
        let mut writer = Writer::default();
        for _ in 0..100 {
            writer.push(vec![1; 40]);
        }
        assert_eq!(writer.slices().1, 1);
    }

    #[test]
    fn a_closed_outbox_takes_nothing() {
        let outbox = Outbox::default();
        assert!(outbox.push(vec![1, 2]));
        assert_eq!(outbox.queued(), 2);
        outbox.close();
        assert!(!outbox.push(vec![3]));
    }
}
