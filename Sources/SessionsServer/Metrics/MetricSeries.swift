import CoreMetrics
import Synchronization

/// One series that counts up: `counter` in the text format.
final class CounterSeries: CounterHandler {
  private let count = Atomic<Int64>(0)

  var value: Int64 { count.load(ordering: .relaxed) }

  func increment(by amount: Int64) {
    // A counter at its end stays there.
    count.wrappingAdd(amount, ordering: .relaxed)
  }

  func reset() {
    count.store(0, ordering: .relaxed)
  }
}

/// One series that goes up and down: `gauge` in the text format.
final class GaugeSeries: MeterHandler {
  private let state = Mutex(0.0)

  var value: Double { state.withLock { $0 } }

  func set(_ value: Int64) { set(Double(value)) }
  func set(_ value: Double) { state.withLock { $0 = value } }
  func increment(by amount: Double) { state.withLock { $0 += amount } }
  func decrement(by amount: Double) { state.withLock { $0 -= amount } }
}

/// One series of sizes or times: `histogram` in the text format.
final class HistogramSeries: RecorderHandler, TimerHandler {
  /// What was recorded: how many up to each bound, their number and their sum.
  struct State: Sendable {
    var counts: [Int]
    var count = 0
    var sum = 0.0
  }

  let bounds: [Double]
  private let state: Mutex<State>

  /// Bounds for times in seconds, from a quick look-up to the longest turn.
  static let seconds = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 10, 30, 60, 300, 900, 3600,
  ]

  init(bounds: [Double]) {
    self.bounds = bounds
    state = Mutex(State(counts: Array(repeating: 0, count: bounds.count)))
  }

  var current: State { state.withLock { $0 } }

  func record(_ value: Int64) { record(Double(value)) }

  func record(_ value: Double) {
    state.withLock { state in
      state.count += 1
      state.sum += value
      if let bucket = bounds.firstIndex(where: { value <= $0 }) { state.counts[bucket] += 1 }
    }
  }

  func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
}
