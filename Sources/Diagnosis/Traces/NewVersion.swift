import Evidence

/// The version that spans run in which are not as they should be, where all before ran in another.
enum NewVersion {
  /// The part of the spans that must run in it, in percent.
  private static let leastShare = 95

  /// Nil where spans do not tell, or where the version was there before; `spans` are in the order of time.
  static func of(_ spans: [Int], in comparison: RequestComparison) -> String? {
    let tree = comparison.now
    let versions = spans.map { tree.requests.detail(ofSpan: $0).version }
    guard let first = spans.first, let version = versions.first, !version.isEmpty,
      versions.count(where: { $0 == version }) * 100 >= Self.leastShare * versions.count
    else { return nil }
    let operation = tree.operation(first)
    let onset = tree.requests.spans[first].start
    func ofOthers(_ tree: RequestTree) -> [String] {
      tree.requests.spans.indices.filter {
        tree.operation($0) == operation && tree.requests.spans[$0].start < onset
      }.map { tree.requests.detail(ofSpan: $0).version }
    }
    let others = ofOthers(comparison.usual) + ofOthers(tree)
    guard let other = others.first(where: { !$0.isEmpty && $0 != version }) else { return nil }
    // While a release goes on both run side by side.
    guard others.count(where: { $0 == version }) * 10 <= others.count else { return nil }
    return "all in version \(version), and before in \(other)"
  }
}
