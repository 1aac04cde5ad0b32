/// All kinds of files that are no logs.
enum ObservationReaders {
  /// Asked in this order; one more is one more line here.
  static let all: [any ObservationReader] = [
    TopologyReader(),
    TopologyDocumentReader(),
    ChangeTableReader(),
    JobTableReader(),
    GitLogReader(),
    PackageHistoryReader(),
    HelmHistoryReader(),
    MetricTableReader(),
    QueryRangeReader(),
    CloudWatchReader(),
    SysstatReader(),
    PointListReader(),
    LineProtocolReader(),
    MetricRecordReader(),
    OTLPMetricsReader(),
    ExpositionReader(),
    AuditLogReader(),
    ChangeRecordReader(),
    ChangeListReader(),
    ClusterReader(),
  ]

  /// The number of the first reader that takes a file, and how.
  static func taking(_ head: FileHead) -> (number: Int, taking: Taking)? {
    for (number, reader) in all.enumerated() {
      let taking = reader.takes(head)
      if taking != .no { return (number, taking) }
    }
    return nil
  }
}
