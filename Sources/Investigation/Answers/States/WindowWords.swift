import Timeline

/// Says of a window how it lies to the evidence.
enum WindowWords {
  static func claim(_ window: TimeWindow, _ whole: TimeWindow, _ times: TimeText) -> Report.Claim {
    if window.overlaps(whole) {
      return .init("The evidence reaches from \(times.range(whole)).")
    }
    return .init("The evidence holds no data then: it reaches from \(times.range(whole)).")
  }
}
