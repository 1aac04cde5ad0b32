import CPlatform
import SystemPackage

/// A file that could not be used.
package struct FileError: Error, Hashable, Sendable {
  package var path: String
  /// What was tried, as a verb.
  package var action: String
  /// The `errno`.
  package var code: Int32

  /// Describes the failure of the call just made.
  init(path: String, action: String, code: Int32 = cplatform_errno()) {
    self.path = path
    self.action = action
    self.code = code
  }

  /// Runs calls of swift-system on a file; what they throw becomes this error.
  static func naming<Result>(
    _ path: String, _ action: String, _ body: () throws -> Result
  ) throws(FileError) -> Result {
    do {
      return try body()
    } catch {
      throw FileError(
        path: path, action: action, code: (error as? Errno ?? .ioError).rawValue)
    }
  }
}

extension FileError: CustomStringConvertible {
  package var description: String {
    "Cannot \(action) '\(path)': \(Errno(rawValue: code))."
  }
}
