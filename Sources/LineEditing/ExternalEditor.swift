import CPlatform
import SystemPackage

/// The program that the user writes texts with, run in the terminal on a file that is theirs alone.
struct ExternalEditor {
  /// The command, as `sh` reads it: the user's own, never anything of a text.
  let command: String

  /// What became of a text.
  enum Outcome: Equatable {
    case edited([UInt8])
    /// The text is to stay as it was; the folder, where the program left something of worth there.
    case failed(Failure, leftIn: String?)
  }

  /// Why a text could not be edited.
  enum Failure: Equatable {
    case noFile(path: String, code: Int32)
    case notRun
    case ended(status: Int32)
    case killed(signal: Int32)
  }

  /// Chooses `$VISUAL`, else `$EDITOR`, else `vi`, as POSIX has its own programs do (mailx, more).
  init(variable: (String) -> String?) {
    let chosen = ["VISUAL", "EDITOR"].lazy.compactMap(variable)
      .first { !$0.allSatisfy(\.isWhitespace) }
    command = chosen ?? "vi"
  }

  /// Runs the program on a text and waits for its end.
  ///
  /// Blocks, and the terminal has to be in its usual mode. The file lies in a folder of its own, so
  /// that copies which the program makes beside it are nobody else's to read either, and go with it.
  func edit(_ text: [UInt8], inFolder parent: String) -> Outcome {
    var template = Array((parent + "/gumshoe-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else {
      return .failed(.noFile(path: parent, code: cplatform_errno()), leftIn: nil)
    }
    let made = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    let folder = FilePath(made)
    let file = folder.appending(Self.name)
    do {
      try Self.write(text, to: file)
    } catch {
      Self.remove(folder)
      let code = (error as? Errno ?? .ioError).rawValue
      return .failed(.noFile(path: file.string, code: code), leftIn: nil)
    }
    let failure = run(on: file.string)
    let written = try? Self.read(file)
    if failure == nil, let written {
      Self.remove(folder)
      return .edited(written)
    }
    // What was saved before the program failed, or rescued when it was killed, is not ours to delete.
    let isWorthKeeping = written != text || Self.names(in: folder) != [Self.name]
    if !isWorthKeeping { Self.remove(folder) }
    return .failed(failure ?? .ended(status: 0), leftIn: isWorthKeeping ? made : nil)
  }

  /// The file's name; editors know by its end that it is Markdown.
  private static let name = "message.md"
  /// The statuses of a shell whose command is not there, or can't be run (POSIX, 2.8.2), and those
  /// from which on one tells of a signal that ended it.
  private static let notRun: ClosedRange<Int32> = 126...127
  private static let signalled: Int32 = 128

  private func run(on path: String) -> Failure? {
    let process = cplatform_start_on_file(command + " \"$1\"", path)
    guard process > 0 else { return .notRun }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, cplatform_errno() == EINTR {}
    let signal = status & 0x7F
    guard signal == 0 else { return .killed(signal: signal) }
    let code = status >> 8 & 0xFF
    if Self.notRun.contains(code) { return .notRun }
    if code > Self.signalled { return .killed(signal: code - Self.signalled) }
    return code == 0 ? nil : .ended(status: code)
  }

  // MARK: The file

  private static func write(_ text: [UInt8], to path: FilePath) throws {
    let file = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
      permissions: .ownerReadWrite)
    try file.closeAfter { _ = try file.writeAll(text) }
  }

  private static func read(_ path: FilePath) throws -> [UInt8] {
    // Many editors put a new file in the old one's place: the path counts.
    let file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
    return try file.closeAfter {
      var bytes: [UInt8] = []
      var part = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = try part.withUnsafeMutableBytes { try file.read(into: $0) }
        guard count > 0 else { return bytes }
        bytes += part[..<count]
      }
    }
  }

  private static func names(in folder: FilePath) -> [String] {
    guard
      let open = try? FileDescriptor.open(
        folder, .readOnly, options: [.directory, .closeOnExec])
    else { return [] }
    defer { try? open.close() }
    var code: Int32 = 0
    guard let names = cplatform_begin_names(open.rawValue, &code) else { return [] }
    defer { cplatform_end_names(names) }
    var found: [String] = []
    while let name = cplatform_next_name(names) { found.append(String(cString: name)) }
    return found.filter { $0 != "." && $0 != ".." }
  }

  private static func remove(_ folder: FilePath) {
    for name in names(in: folder) { unlink(folder.appending(name).string) }
    rmdir(folder.string)
  }
}

extension ExternalEditor.Outcome {
  /// What is said of it where the line stays as it was; nil where it was edited.
  func remark(command: String) -> String? {
    guard case .failed(let failure, let folder) = self else { return nil }
    let reason =
      switch failure {
      case .noFile(let path, let code): "Can't write in '\(path)': \(Errno(rawValue: code))."
      case .notRun: "Can't run '\(command)': set VISUAL or EDITOR to your editor."
      case .ended(let status): "'\(command)' ended with status \(status)."
      case .killed(let signal): "'\(command)' was ended by signal \(signal)."
      }
    let rest = folder.map { " What it left is in \($0)." } ?? ""
    return "\(reason) The line is as it was.\(rest)"
  }
}
