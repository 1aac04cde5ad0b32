import CPlatform

/// What an engine's process may use, set before it does anything else.
package struct EngineLimits: Hashable, Sendable {
  /// MiB of memory that the process may write to.
  package var memory: Int

  /// MiB that suffice for the indexes of three sets of logs of any size, and five turns on them.
  package static let defaultMemory = 1024
  /// The least MiB with which a process starts, reads and answers.
  package static let leastMemory = 128

  package init(memory: Int = EngineLimits.defaultMemory) {
    self.memory = memory
  }

  /// How far the process steps back behind those that answer requests and keys: at 10 they get nine
  /// parts in ten of a processor that both want (sched(7)).
  private static let niceness: Int32 = 10

  /// Sets the limits of this process.
  ///
  /// Its life hangs on its standard input alone. What ends a whole group or service at once (systemd
  /// sends SIGTERM to each process of a unit, a closed terminal SIGHUP) is its host's to obey.
  ///
  /// - Returns: the bytes that the process may use: less than it should, where the system allows less.
  func set() -> UInt64 {
    cplatform_step_back(Self.niceness)
    cplatform_leave_no_core()
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE] { cplatform_ignore(signal) }
    return cplatform_limit_memory(UInt64(memory) << 20)
  }
}
