//! What is read at most: a jar may come from anywhere.

/// Entries of one jar.
pub(crate) const JAR_ENTRIES_MAX: usize = 200_000;
/// Bytes of one class file, inflated. The largest of JDK 21 has about 0.4 MB.
pub(crate) const CLASS_BYTES_MAX: u64 = 8 * 1024 * 1024;
/// Type arguments and arrays inside each other in one signature.
pub(crate) const SIGNATURE_DEPTH_MAX: usize = 32;
/// Superclasses, or interfaces that extend each other, above one class.
pub(crate) const SUPERCLASSES_MAX: usize = 64;
/// Folders inside each other where classes are read from a folder.
pub(crate) const FOLDER_DEPTH_MAX: usize = 64;
