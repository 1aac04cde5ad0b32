import CPlatform
import SystemPackage

/// Shows long text through the user's pager, in the terminal that the line editor lends.
struct Pager: Hashable, Sendable {
  /// The command, as `sh` reads it: the user's own, never anything of a text.
  let command: String

  /// Chooses `$PAGER`, else `less` where it is installed; nil where there is neither.
  init?(environment: [String: String]) {
    if let chosen = environment["PAGER"], !chosen.allSatisfy(\.isWhitespace) {
      // A `less` that nobody set up shows colours as garbage: -R passes them on, -F leaves at once
      // where all fits, -X keeps the text on the screen.
      command = environment["LESS"] == nil ? "export LESS=FRX; \(chosen)" : chosen
    } else if Self.isInstalled("less", path: environment["PATH"] ?? "") {
      command = "less -RFX"
    } else {
      return nil
    }
  }

  /// The statuses of a shell whose command is not there, or can't be run (POSIX, 2.8.2).
  private static let notRun: ClosedRange<Int32> = 126...127

  /// Pipes a text through the pager and waits for its end; false where it could not begin.
  ///
  /// Blocks, so it is called on the editor's thread, while the terminal is lent.
  func show(_ text: String) -> Bool {
    guard let (input, output) = try? FileDescriptor.pipe() else { return false }
    _ = cplatform_close_on_exec(output.rawValue)
    let process = cplatform_start_command(command, input.rawValue)
    try? input.close()
    if process > 0 {
      // A pager that is left early reads no more.
      _ = try? output.writeAll(text.utf8)
    }
    try? output.close()
    guard process > 0 else { return false }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, cplatform_errno() == EINTR {}
    let hasExited = status & 0x7F == 0
    return !(hasExited && Self.notRun.contains(status >> 8 & 0xFF))
  }

  private static func isInstalled(_ name: String, path: String) -> Bool {
    path.split(separator: ":").contains { access("\($0)/\(name)", X_OK) == 0 }
  }
}
