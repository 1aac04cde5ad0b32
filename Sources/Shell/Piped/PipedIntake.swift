/// How evidence that comes by a pipe is taken in: what happens goes in, what is to be done comes out.
///
/// Times are those since the reading began. No clock, no file and no signal is reached from here.
package struct PipedIntake: Hashable, Sendable {
  /// What is read, as sentences name it: `standard input`, `'app.log'`.
  package let name: String
  /// The bytes that are kept at the most.
  package let capacity: Int
  /// How long is read at the most, as `--for` says.
  package let length: Duration?
  /// When whoever asked gives up all of it, as `--timeout` says.
  package let deadline: Duration?
  /// How long the first byte is waited for where nobody said that there is any; nil for ever.
  package let patience: Duration?
  /// The bytes that were kept.
  package private(set) var bytes = 0
  /// Why no more is read; nil while it goes on.
  package private(set) var end: End?
  private var isSilenceTold = false

  /// Why no more is read.
  package enum End: Hashable, Sendable {
    /// Its writer has ended it.
    case whole
    /// More came than is kept.
    case cut
    /// Ctrl-C.
    case interrupted
    /// The time to read has passed.
    case timed
    /// Nobody wrote anything.
    case silent
    /// Whoever asked has given up.
    case late
    /// The process is asked to end.
    case dismissed
  }

  /// After so much silence a person wonders why nothing happens.
  package static let silence = Duration.seconds(1)
  /// How long a log is waited for that nobody spoke of: a pod's log takes some seconds to begin.
  package static let unasked = Duration.seconds(10)

  package init(
    name: String, capacity: Int, length: Duration? = nil, deadline: Duration? = nil,
    patience: Duration? = nil
  ) {
    self.name = name
    self.capacity = capacity
    self.length = length
    self.deadline = deadline
    self.patience = patience
  }

  /// When ``pass(to:)`` is wanted next, whatever else happens; nil where nothing is waited for.
  package var nextLook: Duration? {
    guard end == nil else { return nil }
    let silence = bytes == 0 && !isSilenceTold ? Self.silence : nil
    let patience = bytes == 0 ? patience : nil
    return [silence, patience, length, deadline].compactMap { $0 }.min()
  }

  /// Takes in that bytes came, none at the end: how many of them are to be kept.
  package mutating func take(_ count: Int) -> Int {
    guard end == nil else { return 0 }
    guard count > 0 else {
      end = .whole
      return 0
    }
    let kept = min(count, capacity - bytes)
    bytes += kept
    if kept < count { end = .cut }
    return kept
  }

  /// Takes in that time has passed: what is to be said.
  package mutating func pass(to time: Duration) -> Notice? {
    guard end == nil else { return nil }
    if let deadline, time >= deadline {
      end = .late
    } else if let length, time >= length {
      end = .timed
    } else if bytes == 0, let patience, time >= patience {
      end = .silent
    } else if bytes == 0, !isSilenceTold, time >= Self.silence {
      isSilenceTold = true
      return .waitingForLog(name, givesUpAfter: patience)
    }
    return nil
  }

  /// Takes in a signal: Ctrl-C ends the reading, any other the process.
  package mutating func interrupt(endsProcess: Bool) {
    if end == nil { end = endsProcess ? .dismissed : .interrupted }
  }

  /// What is said when the reading is over: nothing where all is as it was asked for.
  package var closing: Notice? {
    switch end {
    case .cut: .logCut(name, bytes: bytes)
    case .interrupted, .timed: bytes == 0 ? .logEmpty(name) : .logEnded(name, bytes: bytes)
    case .silent: .noLogCame(name, after: patience ?? .zero)
    case .whole where bytes == 0 && patience == nil: .logEmpty(name)
    case .whole where patience != nil && bytes > 0: .logTaken(name, bytes: bytes)
    case .whole, .late, .dismissed, nil: nil
    }
  }
}
