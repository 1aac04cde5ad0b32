/// All that was detected in an index.
struct Detections: Sendable {
  /// What stands out, in the order of onset.
  var anomalies: [Anomaly]
  /// Changes to services, in the order of time.
  var changes: [ChangeEvent]
  /// Series of errors that ran on evenly, or by the clock: no reason for alarm by themselves.
  var steady: [Int]
  /// What each series says.
  var readings: [SeriesReading]
  var grid: BinGrid?
}
