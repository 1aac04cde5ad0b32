import Timeline

/// What the selector of a source's settings matched of how much, where that is little.
///
///     app="chekout" → its selector {app="chekout"} matches no series. It has 5 values of 'app': checkout, …
struct SelectorCheck {
  let api: PrometheusAPI
  /// Label matchers without braces.
  let selector: String
  let sink: SourceSink

  /// Metrics of which one in twenty at least is not almost nothing.
  private static let few = 20
  /// Labels of a selector that are looked at, and values of each that are told.
  private static let most = (labels: 2, values: 10)

  /// Says what was matched; nil where it is not little, or where nothing is there to be matched.
  ///
  /// `matched` is how many metrics the selector leaves in a window.
  func doubt(matched: Int, in window: TimeWindow) async throws -> String? {
    let all = try await api.names(nil, window, sink).count
    guard matched * Self.few < all else { return nil }
    guard matched == 0 else {
      return
        "its selector {\(selector)} matches \(matched) of its \(all) metrics, and nothing else of "
        + "it was looked at. \(api.place.advice("Check", "selector"))."
    }
    var words = "its selector {\(selector)} matches none of its \(all) metrics."
    for matcher in LabelMatcher.all(in: selector).prefix(Self.most.labels) {
      guard let values = try? await api.values(of: matcher.label, nil, window, sink) else {
        continue
      }
      try Task.checkCancellation()
      words += " \(matcher.words(for: values, most: Self.most.values))"
    }
    return words + " \(api.place.advice("Correct", "selector"))."
  }
}
