#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Shows long text through the user's pager, in the terminal that the line editor lends.
struct Pager: Hashable, Sendable {
  /// The command, as `sh` reads it: the user's own, never anything of a text.
  let command: String

  /// Chooses `$PAGER`, else `less` where it is installed; nil where there is neither.
  init?(environment: [String: String]) {
    if let chosen = environment["PAGER"], !chosen.allSatisfy(\.isWhitespace) {
      command = chosen
    } else if Self.isInstalled("less", path: environment["PATH"] ?? "") {
      // -R passes colours on, -F leaves at once where all fits, -X keeps the text on the screen.
      command = "less -RFX"
    } else {
      return nil
    }
  }

  /// Pipes a text through the pager and waits for its end; false where it could not begin.
  ///
  /// Blocks, so it is called on the editor's thread, while the terminal is lent.
  func show(_ text: String) -> Bool {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return false }
    _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
    let process = spawn(reading: ends[0])
    close(ends[0])
    if process != nil { Self.feed(text, into: ends[1]) }
    close(ends[1])
    guard let process else { return false }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return true
  }

  private static func feed(_ text: String, into descriptor: Int32) {
    var text = text
    text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        let count = write(descriptor, rest.baseAddress, rest.count)
        // A pager that is left early reads no more.
        guard count > 0 || errno == EINTR else { break }
        rest = UnsafeRawBufferPointer(rebasing: rest[max(0, count)...])
      }
    }
  }

  private func spawn(reading input: Int32) -> pid_t? {
    #if canImport(Glibc)
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #else
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_addclose(&actions, input)
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The shell ignores SIGPIPE; a pager counts on dying of it.
    var defaults = sigset_t()
    sigemptyset(&defaults)
    sigaddset(&defaults, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    let words: [UnsafeMutablePointer<CChar>?] =
      ["sh", "-c", command].map { (word: String) in strdup(word) } + [nil]
    defer { words.forEach { free($0) } }
    var process = pid_t()
    let code = posix_spawn(&process, "/bin/sh", &actions, &attributes, words, environ)
    return code == 0 ? process : nil
  }

  private static func isInstalled(_ name: String, path: String) -> Bool {
    path.split(separator: ":").contains { access("\($0)/\(name)", X_OK) == 0 }
  }
}
