//! Disk to inputs: alone reads files.
