import Evidence

/// Finds the service in which the trouble is felt, and the finding by which it first is.
struct SymptomFinder {
  let findings: [Finding]
  let symptom: Symptom
  let graph: CallGraph

  /// The service asked about, else the one that users see: it names others and none names it.
  func service(among failing: [Int]) -> String? {
    let services = Set(failing.map { findings[$0].service })
    if let first = symptom.services.first(where: services.contains) { return first }
    // A machine that was asked about fails in what runs there.
    let there = failing.filter { index in
      findings[index].samples.contains { $0.host.map(symptom.services.contains) ?? false }
    }
    if let most = there.map({ findings[$0].service }).max(by: {
      (weight($0, there), $1) < (weight($1, there), $0)
    }) {
      return most
    }
    if let first = symptom.services.first { return first }
    let begun = failing.filter { findings[$0].hasBegun }
    let candidates = Set((begun.isEmpty ? failing : begun).map { findings[$0].service })
    let blamed = Set(
      candidates.flatMap { caller in
        (graph.blamed[caller] ?? []).filter { $0 != caller }
      })
    let tops = candidates.subtracting(blamed)
    return (tops.isEmpty ? candidates : tops).sorted().max { a, b in
      weight(a, failing) < weight(b, failing)
    }
  }

  /// The finding by which a service shows the trouble: one with the words of the question, else a
  /// symptom, else what it has, each time the first.
  func finding(of service: String, among failing: [Int]) -> Int? {
    let own = failing.filter { findings[$0].service == service }
    let words = SymptomWords(symptom.words + symptom.services)
    let repeated = own.filter { index in
      let finding = findings[index]
      return words.isRepeated(
        by: finding.detail, phrase: EntryReader.shared.phrase(in: finding.detail))
    }
    if let first = repeated.first { return first }
    let begun = own.filter { findings[$0].hasBegun }
    return begun.first { findings[$0].role == .symptom } ?? begun.first ?? own.first
  }

  /// A service that reports failures of others sees more of the trouble than a lone one.
  private func weight(_ service: String, _ failing: [Int]) -> Int {
    let own = failing.filter { findings[$0].service == service && findings[$0].hasBegun }
    let count = own.reduce(0) { $0 + min(findings[$1].count, RankingModel.mostFelt) }
    return count + (graph.blamed[service] == nil ? 0 : RankingModel.mostFelt * own.count)
  }
}
