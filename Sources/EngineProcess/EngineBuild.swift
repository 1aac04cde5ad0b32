import CPlatform
import SystemPackage

/// Tells one build of the program from another.
package enum EngineBuild {
  /// The build that this process runs, also after its file was replaced.
  package static let current = identity(of: path)

  /// The path that starts this very program again.
  package static let path: String = {
    var bytes = [CChar](repeating: 0, count: 4096)
    guard cplatform_path_of_program(&bytes, UInt32(bytes.count)) == 0 else { return "" }
    return String(decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }()

  /// The build of a program's file; empty where there is no such file.
  package static func identity(of path: String) -> String {
    guard let status = try? Stat(path) else { return "" }
    return [
      UInt64(truncatingIfNeeded: status.deviceID.rawValue),
      UInt64(truncatingIfNeeded: status.inode.rawValue), UInt64(truncatingIfNeeded: status.size),
      UInt64(bitPattern: withUnsafePointer(to: status.rawValue, cplatform_modified)),
    ].map { String($0, radix: 16) }.joined(separator: "-")
  }
}
