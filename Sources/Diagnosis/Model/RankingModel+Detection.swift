/// The numbers that decide what stands out at all, each with its reason.
extension RankingModel {
  // MARK: What a message tells

  /// The least weight of a state that explains a failure by itself: below are words such as "down",
  /// which say that something fails and not why.
  static let leastTellingWeight = 0.55
  /// The least weight at which an entry at INFO is a finding: programs word states they cope with
  /// ("unavailable", "could not parse") at that level, but not a full disk.
  static let leastInfoWeight = 0.7
  /// How much weightier a kind in the words around a stated reason must be to count before it: a
  /// reason is closer to the cause than the sentence that gives it.
  static let widerTextMargin = 0.3
  /// From this weight on a kind is as special as can be: what its message ends in is more general
  /// ("could not resize shared memory segment: no space left on device").
  static let certainWeight = 0.95
  /// Where an exit stands among the kinds of one message: it is less than any state that explains
  /// ("exiting: disk full"), more than words for failing ("exiting due to an error").
  static let consequencePrecedence = 0.56
  /// Where a change stands among the kinds of one message: above words for failing alone
  /// ("deploying v2, fixes error on login"), below all that explains.
  static let changePrecedence = 0.42

  /// Where a recovery stands: it says that the fault it names is over, so it beats every state (1).
  static let recoveryPrecedence = 2.0
  /// Where words for failing alone stand: behind all that says more.
  static let generalPrecedence = 0.0
  /// What the weight within their role adds to changes and consequences: less than what parts the roles.
  static let precedenceWithinRole = 0.1
  /// What gravity counts beside weight when the samples of one message differ: more than any weight.
  static let gravityOverWeight = 10.0
  /// What a stated reason adds then: it decides between equals only.
  static let reasonTieBreak = 0.01
  /// The fewest words that the last link of a chain must have to say more than the whole: "a: b: no" has
  /// one.
  static let fewestReasonWords = 3

  // MARK: How grave an entry is

  /// What a program copes with: an entry that says nothing of a failure.
  static let harmless = 0.0
  /// A state that explains failures, told at level INFO or DEBUG by a kind that is weak or common.
  static let mentioned = 1.0
  /// A warning: something began, nothing failed yet.
  static let warned = 1.5
  /// From here on an entry is a failure: a warning that names one, or words for one without a level.
  static let failed = 2.0
  /// A state without any level: as grave as its words, which no program chose as it chooses a level.
  static let stated = 2.5
  /// An entry at ERROR.
  static let erroneous = 3.0
  /// An entry at FATAL.
  static let fatal = 4.0
  /// The weight of an error of no known kind: that of ``FaultKind/general``, which is as little.
  static let unknownWeight = 0.35
  /// The same where it says "because" or "caused by": it tells more, and less than any known state.
  static let unknownReasonWeight = 0.45

  /// The part of its kind's weight that an entry of some gravity is worth: an ERROR is nearly proof, a
  /// warning nearly an ERROR, what is only mentioned is half of one.
  static func grade(of severity: Double) -> Double {
    switch severity {
    case fatal...: 1.0
    case erroneous...: 0.95
    case failed...: 0.85
    case mentioned...: 0.6
    default: 0.3
    }
  }

  // MARK: How an entry came to stand out

  /// Bins that a period is divided into: as many as a sparkline shows, few enough to compare.
  static let bins: Int64 = 120
  /// The least log-likelihood ratio of a burst that is no chance among some 7,000 stretches tried.
  static let burstSignificance = 10.0
  /// The least ratio of rates inside and outside that is a burst and no swell.
  static let burstRatio = 3.0
  /// The entries that are taken to lie outside of a burst where none do: a rate of nothing compares with
  /// nothing, and half an entry is what chance hides.
  static let leastOutside = 0.5
  /// The fewest clusters that can come by the clock: two have one distance.
  static let fewestClusters = 3
  /// How uneven the distances of what comes by the clock may be: one part in so many, two bins at least.
  static let unevenPart = 3
  static let unevenBins = 2
  /// How many of its mean gaps an error that runs through all of the evidence may leave free at
  /// either end, or else its longest gap: of random events the first gap is longer than two mean ones
  /// in 13 of 100 cases, and of k gaps it is the longest in one of k.
  static let openGaps = 2.0
  /// From how many mean gaps on it is clear that something began: chance has it in 5 of 100 cases.
  static let clearGaps = 3.0
  /// The fewest entries that can run through all of the evidence.
  static let fewestAllAlong = 4
  /// The part of its strength that an error keeps which ran all along while something else began:
  /// what was there while all was well did not end it.
  static let allAlongShare = 0.35
  /// The same for what recurs by the clock, such as the failure of a nightly job.
  static let recurringShare = 0.4
  /// The part that a single entry keeps of its strength, rising evenly to all of it at 20 entries:
  /// one telling line is enough to be found, many are better evidence.
  static let singleShare = 0.8
  /// From how many entries on more of them say no more: twenty are as good as a thousand.
  static let manyEntries = 20
  /// How many of its mean gaps a fault may have been silent at the end and still go on.
  static let silentGaps: Int64 = 3
  /// The part of the evidence, one in so many, that it may have been silent and still go on.
  static let silentPart: Int64 = 20
  /// The part of its own time that what came more than once may have been silent for that.
  static let silentPartOfOwn: Int64 = 5
  /// The buckets that counts must have to tell a course; with fewer the samples' times tell more.
  static let fewestBuckets: Int64 = 8
  /// More than this many of one message are the ordinary run of a system that reloads all the time.
  static let mostChangesOfOneMessage = 12
  /// How many usual messages must stop with an error that brings its service to a halt: one may have
  /// been due to end.
  static let fewestStopped = 2
  /// The strength of a number that reached its limit: it says what is short, and nobody that it hurts.
  static let limitStrength = 0.6
  /// The strength of a recovery: it never competes, but is told in a timeline.
  static let recoveryStrength = 0.5

  // MARK: How processes run

  /// How close lines of one start stand, in milliseconds: programs that load for longer have their
  /// banner first and "ready" much later.
  static let startLength: Int64 = 60_000
  /// The most words of a line that says that a process starts, besides the well-known ones.
  static let mostBannerWords = 12
  /// More different messages than this before a start mean that the process ran: three are the head of
  /// a banner.
  static let headOfBanner = 3
  /// How long before a start an entry may say why the run before it ended, in milliseconds: supervisors
  /// wait up to five minutes between tries.
  static let explainsEnd: Int64 = 10 * 60_000
  /// The parts of the evidence by which a service is seen to log steadily.
  static let steadyParts: Int64 = 20
  /// How many of them a service must have logged in before it fell silent, and how many must be left.
  static let fewestSteadyParts: Int64 = 5
  /// One in so many of these parts may be empty.
  static let emptyParts: Int64 = 8

  // MARK: What vanished

  /// Fewer entries than this have no steady rate.
  static let fewestSteady = 20
  /// A message stopped where it is missing from the last part of the evidence, one in so many.
  static let missingPart: Int64 = 4
  /// How much longer than the mean the longest gap of a steady message is: of random ones, the
  /// longest of 20 to 100 gaps is four to five times the mean.
  static let steadyGap: Int64 = 5

  // MARK: What requests tell

  /// The fewest requests that break off or fail and are more than what goes wrong now and then.
  static let fewestBroken = 3
  /// The strength of a finding that one request alone would have, and how many more bring it half way
  /// to the greatest: three requests are a sign, a dozen are proof.
  static let fewRequests = 0.4
  static let halfwayRequests = 6.0
  /// What a lost packet's wait is worth beside a slowness that most calls show.
  static let lossShare = 0.8
  /// How many slow requests a rise of the CPU in the same service and time is worth: it names the cause
  /// of slowness that requests only show.
  static let cpuCounts = 40
  /// How many broken or slow requests a CPU that is used up is worth by itself: more than go wrong by
  /// chance, fewer than a fault that is felt.
  static let saturationCounts = 12
  /// The certainty of what was followed from request to request; a clear cause by logs has 0.9.
  static let requestCertainty = 0.95
  /// The lead over a rival service that leaves no doubt, of one.
  static let clearRequestLead = 0.1
}
