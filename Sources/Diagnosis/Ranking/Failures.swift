import Evidence
import Timeline

/// What there is to know of the failures within a question, worked out once for all hypotheses.
struct Failures {
  let findings: [Finding]
  /// The failures, in the order of time: indexes into ``findings``.
  let all: [Int]
  /// The changes, in the order of time.
  let changes: [Int]
  /// The service in which the trouble is felt.
  let felt: String?
  /// The failures of each service, in the order of time.
  let ofService: [String: [Int]]
  /// Whether anything began clearly later than the evidence: only then is what was there all along no
  /// part of it.
  let isSomethingNew: Bool
  /// Services with errors, whatever they say.
  let withErrors: Set<String>
  /// Services with a FATAL entry that is more than the announcement of an exit.
  let withFatal: Set<String>
  /// When the failure that most entries tell of began.
  let bulk: Instant?
  /// The periods of the states that are more than warnings, and than the view of callers.
  let ownStates: [TimeWindow]
  /// The first entries of the recoveries of each service, in the order of time.
  let recoveries: [String: [Sample]]
  /// The first entry of the error that began last of those that go on.
  let latestOngoing: Sample?
  /// Services whose own errors began within the evidence and say something.
  let sayWhy: Set<String>
  /// How often services tell of the state that they warn of most, or call an error.
  let warnings: [String: Int]
  /// Services that start, fail and start again, as long as the evidence reaches.
  private let looping: Set<String>
  /// Services with failures that began within the evidence.
  let convincing: Set<String>
  /// Services with a begun state that explains failures.
  let withState: Set<String>
  /// When the failures of each service began.
  let onsets: [String: Instant]
  /// When the first of them began.
  let firstOnset: Instant?
  /// The services that tell what is wrong with the machine on which a service fails.
  let machines: [String: Set<String>]
  /// The services whose failures name a service, or that fail on its machine, sorted.
  let blamers: [String: [String]]
  /// The first state of each kind that began within the evidence.
  let firstOfKind: [String: Int]
  /// The first telling finding of each service in the last of its runs that failed.
  let firstsOfRuns: Set<Int>
  /// Findings that were there from the beginning on, and come no more often since most failures began.
  let unchanged: Set<Int>
  /// Findings of a run before the last one that failed.
  let ofEarlierRuns: Set<Int>
  /// The changes that concern each service, in the order of time.
  let changesOfService: [String: [Int]]

  init(
    _ findings: [Finding], failing: [Int], changes: [Int], felt: String?, graph: CallGraph,
    evidence: ObservedEvidence
  ) {
    self.findings = findings
    all = failing
    self.changes = changes
    self.felt = felt
    let byService = Dictionary(grouping: failing) { findings[$0].service }
    ofService = byService
    let isNew = Self.isSomethingNew(failing.map { findings[$0] }, evidence.window)
    isSomethingNew = isNew
    let start = Self.bulk(failing.map { findings[$0] })
    bulk = start
    ownStates = failing.map { findings[$0] }.filter {
      $0.role == .state && !$0.isToldByCaller && !$0.isBackedUp && $0.hasBegun && !$0.isMild
    }.compactMap(\.period)
    recoveries = Dictionary(grouping: findings.filter { $0.role == .recovery }, by: \.service)
      .mapValues { $0.compactMap(\.firstSample).sorted(by: Sample.isEarlier) }
    latestOngoing = failing.map { findings[$0] }.filter {
      $0.isOngoing && $0.isError && $0.hasBegun
    }.compactMap(\.firstSample).max(by: Sample.isEarlier)
    withErrors = Set(
      failing.map { findings[$0] }.filter { !$0.isSporadic && $0.isError }.map(\.service))
    withFatal = Set(
      failing.map { findings[$0] }.filter { $0.isFatal && $0.role != .consequence }.map(\.service))
    sayWhy = Set(
      failing.map { findings[$0] }.filter {
        $0.isError && $0.hasBegun && $0.role != .consequence && !$0.isToldByCaller
          && !Self.wasOver($0, before: start) && SymptomWords.saysSomething($0.detail)
      }.map(\.service))
    let warned = Dictionary(
      grouping: failing.map { findings[$0] }.filter {
        $0.role == .state && $0.hasBegun && !$0.isMentioned && !$0.isToldByCaller
      }, by: { [$0.service, $0.kind ?? ""] })
    warnings = Dictionary(
      warned.map { ($0.key[0], $0.value.reduce(0) { $0 + min($1.count, RankingModel.mostFelt) }) },
      uniquingKeysWith: max)
    looping = Set(
      evidence.runs.filter {
        $0.value.starts.count >= RankingModel.loopStarts && $0.value.ends.count > 0
      }.keys)
    let begun = failing.filter { findings[$0].hasBegun || !isNew && !findings[$0].isSporadic }
    unchanged = Self.unchanged(failing, findings, bulk, evidence.window)
    let convincing = Set(begun.map { findings[$0].service })
    self.convincing = convincing
    withState = Set(
      begun.map { findings[$0] }.filter { state in
        guard state.role == .state else { return false }
        // A mere warning that was over before most of it began explains nothing.
        guard state.isMild, let start, let end = state.period?.upperBound else { return true }
        return start.distance(from: end) <= RankingModel.overFor
      }.map(\.service))
    onsets = Self.onsets(begun.map { findings[$0] }, bulk: bulk)
    // What was over before most of it began is no part of it.
    let earliest = bulk.map { $0.advanced(by: -RankingModel.together) }
    firstOnset =
      onsets.values.filter { onset in earliest.map { onset >= $0 } ?? true }.min()
      ?? onsets.values.min()
    var blamers: [String: [String]] = [:]
    for caller in convincing.sorted() {
      for callee in graph.blamed[caller] ?? [] where callee != caller {
        blamers[callee, default: []].append(caller)
      }
    }
    self.blamers = blamers
    machines = graph.machines
    firstOfKind = Dictionary(
      begun.filter { findings[$0].role == .state }.compactMap { index in
        findings[index].kind.map { ($0, index) }
      }, uniquingKeysWith: { Self.isEarlier(findings[$1], findings[$0]) ? $1 : $0 })
    (firstsOfRuns, ofEarlierRuns) = Self.runs(findings, byService, Set(begun), evidence)
    var concerned: [String: [Int]] = [:]
    for change in changes {
      let named = findings[change].samples.flatMap { evidence.mentions.named(in: $0.message) }
      for service in Set(named + [findings[change].service]) {
        concerned[service, default: []].append(change)
      }
    }
    changesOfService = concerned
  }

  /// Whether a finding runs through all of the evidence because its process starts again and again:
  /// then that is what is wrong, and no small trouble that was always there.
  func isLooping(_ finding: Finding) -> Bool {
    looping.contains(finding.service) && finding.isError
  }

  /// When the failure that most entries tell of began, where they are many: one with few entries is
  /// no measure of others.
  private static func bulk(_ failing: [Finding]) -> Instant? {
    let many = failing.filter {
      $0.strength > RankingModel.hint && !$0.isSporadic && $0.count >= RankingModel.bulk
    }
    guard !many.isEmpty else {
      // Of failures told once or twice each the middle one, where most came with it.
      let each = failing.filter { $0.strength >= RankingModel.leastFailure && !$0.isSporadic }
        .compactMap { $0.period?.lowerBound }.sorted()
      guard each.count >= RankingModel.fewestScattered else { return nil }
      let middle = each[each.count / 2]
      let near = each.count { $0.distance(from: middle).magnitude <= RankingModel.atOnce.magnitude }
      return near * 2 > each.count ? middle : nil
    }
    // What was there all along is the measure only where nothing else is.
    let most =
      many.filter { !$0.isFailingAllAlong }.max { $0.count < $1.count }
      ?? many.max { $0.count < $1.count }
    return most?.period?.lowerBound
  }

  /// The nearest change before a finding began that concerns its service.
  func change(before finding: Finding) -> Int? {
    changesOfService[finding.service]?.last { finding.mayFollow(findings[$0]) }
  }

  static func isEarlier(_ a: Finding, _ b: Finding) -> Bool {
    guard let x = a.firstSample, let y = b.firstSample else { return false }
    return Sample.isEarlier(x, y)
  }

  /// Whether a failure begins clearly later than the evidence.
  private static func isSomethingNew(_ failing: [Finding], _ window: TimeWindow?) -> Bool {
    guard let window else { return false }
    return failing.contains { finding in
      guard finding.hasBegun, finding.role != .consequence, finding.strength > RankingModel.hint,
        finding.role == .state || finding.count >= RankingModel.bulk,
        let onset = finding.period?.lowerBound
      else { return false }
      return onset.distance(from: window.lowerBound) > window.length / RankingModel.openingPart
    }
  }

  /// The first telling findings of the last runs that failed, and the findings of earlier runs.
  private static func runs(
    _ findings: [Finding], _ failing: [String: [Int]], _ begun: Set<Int>,
    _ evidence: ObservedEvidence
  ) -> (firsts: Set<Int>, earlier: Set<Int>) {
    var firsts: Set<Int> = []
    var earlier: Set<Int> = []
    let namesState = begun.contains {
      findings[$0].role == .state && !findings[$0].isToldByCaller
    }
    for (service, own) in failing {
      if let runs = evidence.runs[service], !runs.starts.isEmpty {
        let lasts = own.map { findings[$0].samples.map(runs.run).max() ?? 0 }
        let newest = lasts.max() ?? 0
        for (index, last) in zip(own, lasts) where last < newest { earlier.insert(index) }
      }
      let states = own.filter {
        (findings[$0].role == .state || findings[$0].isFatal && findings[$0].role == .symptom)
          && begun.contains($0) && !earlier.contains($0)
      }
      // What a program says of its own accord below WARNING it copes with: it comes first only where
      // nothing graver is said.
      let first =
        states.first { findings[$0].isFatal }
        ?? states.first { (findings[$0].samples.first?.level ?? .warning) >= .warning }
      // Where nothing names a state anywhere, the first error that says anything comes first.
      let error =
        namesState
        ? nil
        : own.first {
          findings[$0].isError && findings[$0].role == .symptom && begun.contains($0)
            && !earlier.contains($0) && SymptomWords.saysSomething(findings[$0].detail)
        }
      if let first = first ?? states.first ?? error {
        firsts.insert(announced(by: first, states, findings) ?? first)
      }
    }
    return (firsts, earlier)
  }
}

extension Failures {
  /// The far weightier state that a first one announces, moments later: "using a degraded mode", then
  /// what is wrong.
  private static func announced(by first: Int, _ states: [Int], _ findings: [Finding]) -> Int? {
    func weight(_ index: Int) -> Double {
      findings[index].kind.flatMap(FaultKind.named)?.weight ?? 0
    }
    return states.first { index in
      guard weight(index) - weight(first) > RankingModel.announcedMargin,
        let start = findings[first].period?.lowerBound,
        let next = findings[index].period?.lowerBound
      else { return false }
      return next >= start && next.distance(from: start) <= RankingModel.atOnce
    }
  }
}

extension Finding {
  /// Whether it began within the evidence, as far as can be told, and is more than chance.
  var hasBegun: Bool { !isFailingAllAlong && !isSporadic }

  /// Whether an entry of level ERROR or graver tells of it.
  var isError: Bool { (samples.first?.level ?? .info) >= .error }

  /// Whether its entries are at level INFO or below: what a program says there it copes with.
  var isMentioned: Bool { (samples.first?.level).map { $0 < .warning } ?? false }

  /// Whether an entry of level FATAL tells of it.
  var isFatal: Bool { samples.first?.level == .fatal }

  /// Whether it is what callers tell of the one they call.
  var isToldByCaller: Bool { kind.flatMap(FaultKind.named)?.isToldByCallers ?? false }

  /// What its kind leaves open.
  var lacks: FaultKind.Lack? { kind.flatMap(FaultKind.named)?.lacks }

  /// Whether it fills up because what it feeds does not take.
  var isBackedUp: Bool { kind.flatMap(FaultKind.named)?.isBackedUp ?? false }

  /// Whether its entries have a level, and one below ERROR.
  var isMild: Bool { (samples.first?.level ?? .fatal) < .error }

  /// Whether it is told at no level, or at one below ERROR.
  var isNoError: Bool { (samples.first?.level ?? .info) < .error }
}
