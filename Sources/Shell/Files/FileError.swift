#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that could not be used.
package struct FileError: Error, Hashable, Sendable {
  package var path: String
  /// What was tried, as a verb.
  package var action: String
  /// The `errno`.
  package var code: Int32

  /// Describes the failure of the call just made.
  init(path: String, action: String, code: Int32 = errno) {
    self.path = path
    self.action = action
    self.code = code
  }
}

extension FileError: CustomStringConvertible {
  package var description: String {
    "Cannot \(action) '\(path)': \(String(cString: strerror(code)))."
  }
}
