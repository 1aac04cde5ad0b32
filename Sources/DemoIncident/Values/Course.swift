/// How a measured value runs: its level, a day's wave, noise, and the turns it takes.
///
///     level 40, wave 0.2, noise 0.05, a turn to twice as much from 10:05 on
///     → 38 41 40 43 … 81 79 84
struct Course: Sendable {
  /// What it is in the middle of the day's wave.
  var level: Double
  /// How far the day's wave moves it to either side, as a part of the level.
  var wave = 0.0
  /// The hour of the day, UTC, at which the wave is highest.
  var peak: Int64 = 16
  /// The spread of the noise, as a part of the value.
  var noise = 0.05
  /// What it never goes beyond: a share of something cannot exceed 100.
  var most = Double.infinity
  var turns: [Turn] = []

  /// A time in which it is another: as often as much, or by so much more.
  struct Turn: Sendable {
    /// When it begins and ends, in milliseconds since 1970.
    var from: Int64
    var until = Int64.max
    /// How long it takes to come to its full height, in milliseconds.
    var ramp: Int64 = 0
    var factor = 1.0
    var extra = 0.0

    /// How much of it there is at a time, from 0 to 1.
    func share(at time: Int64) -> Double {
      guard time >= from, time < until else { return 0 }
      return ramp > 0 ? min(1, Double(time - from) / Double(ramp)) : 1
    }
  }

  /// The value at a time without noise.
  func value(at time: Int64) -> Double {
    var value = level * (1 + wave * Self.daily(time, peak))
    for turn in turns {
      let share = turn.share(at: time)
      value = value * (1 + (turn.factor - 1) * share) + turn.extra * share
    }
    return min(most, max(0, value))
  }

  /// The values at some times, in their order, with noise.
  func values(at times: [Int64], _ random: inout SeededRandom) -> [Double] {
    Self.noisy(times, noise: noise, most: most, &random) { value(at: $0) }
  }

  /// Some values with noise, which is a part of each, never beyond 0 and the most.
  ///
  /// What is measured at one time is like what was measured before: half of the noise is left over from
  /// there (an autoregressive process of the first order).
  static func noisy(
    _ times: [Int64], noise: Double, most: Double, _ random: inout SeededRandom,
    _ value: (Int64) -> Double
  ) -> [Double] {
    var left = 0.0
    return times.map { time in
      left = left * 0.5 + random.normal()
      return min(most, max(0, value(time) * (1 + noise * left)))
    }
  }

  /// The day's wave: 1 at the hour of its peak, -1 twelve hours later.
  ///
  /// A sine by Bhaskara's formula (7th century), exact to 0.2 %: plain arithmetic gives the same on
  /// every machine, which the functions of C libraries do not promise.
  static func daily(_ time: Int64, _ peak: Int64) -> Double {
    let day: Int64 = 86_400_000
    // It rises through its middle six hours before.
    let since = ((time - (peak - 6) * 3_600_000) % day + day) % day
    let turn = Double(since) / Double(day)
    let (half, sign) = turn < 0.5 ? (turn * 2, 1.0) : (turn * 2 - 1, -1.0)
    let product = half * (1 - half)
    return sign * 16 * product / (5 - 4 * product)
  }
}

extension SeededRandom {
  /// A number around 0 that is spread as errors of measurement are, with a spread of 1.
  ///
  /// The sum of twelve even ones less six (Irwin and Hall): close to the normal distribution within
  /// three spreads, and never beyond six.
  mutating func normal() -> Double {
    var sum = 0.0
    for _ in 0..<12 { sum += fraction() }
    return sum - 6
  }

  /// A number from 0 to 1.
  mutating func fraction() -> Double {
    Double(next() >> 11) / 9_007_199_254_740_992  // 2 to the power of 53
  }
}
