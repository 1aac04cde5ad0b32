/// How one kind of fault shows in the log of the service that has it.
struct FaultScript: Sendable {
  var kind: Kind
  /// What tells of a change shortly before; nil where nothing changed.
  var change: String?
  /// What announces the fault in the minutes before.
  var warnings: [String] = []
  /// What says that it is there; one after the other.
  var errors: [String]
  /// Further lines of an error.
  var trace: [String] = []
  var level: LineLevel = .error
  /// Parts of these lines that nothing else says.
  var markers: [String]
  var callers: Callers
  var course: Course = .steady
  /// What the service says when it is back, in a course of crashes.
  var returning: String?

  /// What those who call the service see of the fault.
  enum Callers: CaseIterable, Sendable {
    case timeout, refused, failed
  }

  /// How the fault goes on.
  enum Course: Sendable {
    /// It is there from the onset on.
    case steady
    /// It grows over ten minutes.
    case growing
    /// It comes back every few minutes, with a restart between.
    case crashing
  }

  /// What went wrong.
  enum Kind: String, CaseIterable, Sendable {
    case connectionPool, memory, certificate, release, nameResolution, disk, lock, credentials,
      quota
    case clock, threads, descriptors, schema, backlog
  }
}
