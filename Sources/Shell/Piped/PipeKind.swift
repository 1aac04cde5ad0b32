import SystemPackage

/// What a path or an open file is, as far as it matters to whoever might read a log from it.
package enum PipeKind: Hashable, Sendable {
  /// A pipe or a socket: its bytes come but once.
  case stream
  case file
  /// A terminal, a device such as `/dev/null`, a folder; or nothing at all.
  case other

  /// Looks at a path.
  package init(path: String) {
    self.init((try? Stat(FilePath(path)))?.type)
  }

  /// Looks at an open file.
  package init(descriptor: Int32) {
    self.init((try? Stat(FileDescriptor(rawValue: descriptor)))?.type)
  }

  private init(_ type: FileType?) {
    self =
      switch type {
      case .fifo, .socket: .stream
      case .regular: .file
      default: .other
      }
  }

  /// Whether what is read of it is gone.
  package var isReadOnce: Bool { self == .stream }

  /// Whether a log may come from it that nobody spoke of.
  package var mayHoldLog: Bool { self != .other }

  /// What a pipe is called in citations: the last part of its path, `fd-63` for `/dev/fd/63`.
  package static func name(ofPath path: String) -> String {
    let parts = path.split(separator: "/").map(String.init)
    guard let last = parts.last, !last.hasPrefix(".") else { return "pipe" }
    let isNumber = last.allSatisfy { $0.isASCII && $0.isNumber }
    return parts.dropLast().last == "fd" && isNumber ? "fd-\(last)" : last
  }
}
