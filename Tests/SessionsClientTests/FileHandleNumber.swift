import Glibc

/// A file that is open for reading.
struct FileHandleNumber {
  let number: Int32

  /// Opens a file.
  init(reading path: String) throws(CannotOpen) {
    number = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else { throw CannotOpen(path: path, code: errno) }
  }

  /// Closes it.
  func close() {
    _ = Glibc.close(number)
  }
}

/// A file that a test could not open.
struct CannotOpen: Error {
  var path: String
  var code: Int32
}
