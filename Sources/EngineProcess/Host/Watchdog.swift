/// Tells when an engine's process has to be killed: what it says goes in, with the time; a verdict
/// comes out.
///
/// Times are what a clock that stops while the machine sleeps has counted since any begin.
struct Watchdog {
  /// Why a process has to be killed.
  enum Verdict: Hashable {
    /// It has said nothing for this long.
    case silent(Duration)
    /// It goes on with a turn that was cancelled this long ago.
    case disobedient(Duration)
  }

  private let timings: EngineTimings
  private var heard: Duration
  private var looked: Duration
  private var cancelled: [Int: Duration] = [:]

  init(_ timings: EngineTimings, at now: Duration) {
    self.timings = timings
    heard = now
    looked = now
  }

  /// Takes in that the process said something.
  mutating func hear(at now: Duration) {
    heard = now
  }

  /// Takes in that a turn was cancelled.
  mutating func cancel(_ turn: Int, at now: Duration) {
    cancelled[turn] = cancelled[turn] ?? now
  }

  /// Takes in that a turn has ended.
  mutating func end(_ turn: Int) {
    cancelled[turn] = nil
  }

  /// Looks, which is to be done at the pace of the timings.
  mutating func look(at now: Duration) -> Verdict? {
    let late = now - looked - timings.look * 2
    looked = now
    if late > .zero {
      // The host itself stood still, as a stopped job does: what was said meanwhile is yet to be
      // read, so the pause does not count.
      heard = min(now, heard + late + timings.look)
      cancelled = cancelled.mapValues { min(now, $0 + late + timings.look) }
    }
    if now - heard >= timings.silence { return .silent(timings.silence) }
    let oldest = cancelled.values.min()
    if let oldest, now - oldest >= timings.obedience { return .disobedient(timings.obedience) }
    return nil
  }
}
