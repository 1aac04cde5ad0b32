import Evidence
import Timeline

/// Reads tables of jobs that ran, each from a beginning to an end.
///
///     job,host,started,ended,state,by
///     pallet-history-backfill,wmsdb01,2025-10-08 04:02:11,2025-10-08 07:11:40,ok,scheduler
///
/// Its lines stay a log as well: what failed of them is told there.
struct JobTableReader: ObservationReader {
  let format = "table of jobs"

  func takes(_ head: FileHead) -> Taking {
    guard let table = head.table, let columns = Columns(table.header) else { return .no }
    let stamps = StampReader()
    let rows = table.rows.filter { $0.count == table.header.count }
    let known = rows.filter { columns.window(of: $0, stamps) != nil }
    return !rows.isEmpty && known.count * 2 >= rows.count ? .besideLog : .no
  }

  func observed(in lines: LineReader, of file: ObservedFile) -> Observed {
    var observed = Observed()
    var heading: (columns: Columns, separator: UInt8)?
    let stamps = StampReader()
    while let raw = lines.next() {
      guard let known = heading else {
        heading = TextTable.heading(of: raw) { Columns($0) }
        continue
      }
      let cells = TextTable.cells(raw, known.separator)
      guard let window = known.columns.window(of: cells, stamps) else { continue }
      let name = cells[known.columns.job]
      var job = Observation.change(
        "job-run", of: name, raw.text(limit: 500),
        file.sample(
          line: lines.line, raw, time: Timestamp(window.lowerBound, offset: 0), service: name))
      job.values = Series(points: [
        .init(time: window.lowerBound, value: 1), .init(time: window.upperBound, value: 0),
      ])
      observed.observations.append(job)
    }
    return observed
  }

  /// The places of what a row says of a job.
  private struct Columns {
    let job: Int
    let start: Int
    let end: Int

    init?(_ header: [String]) {
      func place(_ names: Set<String>) -> Int? {
        header.firstIndex { names.contains($0.lowercased().filter { $0 != "_" }) }
      }
      guard
        let job = place(["job", "jobname", "task", "taskname", "dag", "dagid", "batch", "script"]),
        let start = place([
          "started", "start", "startedat", "starttime", "begin", "began", "startdate",
        ]),
        let end = place(["ended", "end", "endedat", "endtime", "finished", "finishedat", "enddate"])
      else { return nil }
      (self.job, self.start, self.end) = (job, start, end)
    }

    /// When a job ran; nil where a row does not tell both ends.
    func window(of cells: [String], _ stamps: StampReader) -> TimeWindow? {
      guard cells.count > max(job, start, end), !cells[job].isEmpty else { return nil }
      func time(_ text: String) -> Instant? {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBufferPointer { stamps.read(value: $0)?.timestamp.instant }
      }
      guard let from = time(cells[start]), let to = time(cells[end]), from <= to else { return nil }
      return from...to
    }
  }
}
