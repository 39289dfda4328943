//! The command line: alone prints and writes files.
