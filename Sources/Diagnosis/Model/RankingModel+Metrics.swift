/// The numbers that decide what stands out in metrics, each with its reason.
extension RankingModel {
  // MARK: What is a step

  /// How far the values behind a step lie beyond nearly all values before it, in spreads: noise
  /// stayed below 2.2 over the quiet beginnings of a dozen tables, faults began at 5.
  static let leastStep = 3.0
  /// The least relative change: users of a system do not feel less, and days differ by more.
  static let leastGrowth = 0.3
  /// The least spread, as a part of the median: a metric that never moves is not exact to the digit.
  static let leastSpread = 0.05
  /// The least spread of resources, as a part of the greatest value that any service has: a service
  /// that does next to nothing may do twice as much.
  static let leastShareOfAll = 0.01
  /// Points that a series has at least, for its own past to be the measure.
  static let fewestPoints = 8
  /// Points that both sides of a step have at least.
  static let fewestBeside = 3
  /// Points of a quiet period that make it the measure.
  static let fewestUsual = 12

  /// The least spread of errors a second, as a part of the requests: with ``leastStep`` one request of a
  /// hundred has to fail, which most objectives of a service forbid.
  static let leastFailingShare = 0.0033

  // MARK: What is a trend

  /// The rank correlation of value and time from which on a metric grows steadily.
  static let steadyRise = 0.9
  /// The growth over the evidence that makes it a leak: less may be a cache that fills.
  static let leastLeak = 0.3

  /// How clear the growth is of what doubled at least, where a step of a thousand spreads is 1.
  static let clearLeak = 0.7

  // MARK: What is counted

  /// Restarts that make a loop: a release or a node's upgrade has one, seldom two.
  static let fewestRestarts = 3
  /// The longest that a container waits between two tries, and some time to fail, in milliseconds.
  static let longestBackOff: Int64 = 6 * 60_000

  // MARK: What is silent

  /// Points that a service's metrics lack at least, for it to be silent.
  static let fewestMissing: Int64 = 5
  /// The least time without any, in milliseconds: a server that looks once a minute may miss one look.
  static let leastSilence: Int64 = 120_000

  // MARK: What is full

  /// The share of a limit from which on a resource is used up.
  static let fullShare = 0.95
  /// The share below which it was not before.
  static let roomyShare = 0.9

  // MARK: How causes are weighed

  /// Spreads at which the size of a step says no more: a thousand is as clear as ten thousand.
  static let mostStep = 1000.0
  /// What the place in the call graph counts at most: it explains, the size of a step hints.
  static let excessShare = 0.6
  /// What a resource counts at most beside it.
  static let resourceShare = 0.5
  /// What a resource that moves with the traffic is worth.
  static let explainedShare = 0.3
  /// What waits counts beside packets that are lost: that is why it waits.
  static let behindLossShare = 0.9
  /// How much more than the traffic a resource may grow and be explained by it.
  static let explainedGrowth = 1.5
  /// What a service counts that nothing leads to from where the trouble is felt.
  static let metricUnreachedShare = 0.3
  /// The share of what is felt that a service adds itself, to be suspected.
  static let leastOwnShare = 0.15
  /// The score from which on a first suspect is the cause: a resource that rose by fifty spreads.
  static let leastCauseScore = 0.25
  /// How soon after a change of a service it is felt there, in milliseconds, for the change to tell it from others
  /// that feel it as well: 15 minutes.
  static let justBefore: Int64 = 15 * 60_000
  /// How far before the time that a reporter gives a step may lie, in milliseconds: told late, and read
  /// off at some interval.
  static let toldLate: Int64 = 300_000
  /// What begins within so many milliseconds began together.
  static let stepsTogether: Int64 = 120_000
  /// The share of a limit from which on what is used stood at it when it was measured last.
  static let nearLimit = 0.9
  /// What counts more than this share of a limit is of several copies together: the limit is not its own.
  static let atMostOfLimit = 1.05
}
