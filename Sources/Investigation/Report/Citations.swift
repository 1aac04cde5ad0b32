import Diagnosis
import Evidence
import Timeline

/// Gives evidence its numbers: the one place where citations are made.
///
/// A line that was cited before in the session keeps its number; a new one takes the next.
extension ReportBuilder {
  /// Cites a sample: its number.
  ///
  /// `telling` is the part that says why; where it stands in a further line of the entry, that line
  /// is the one that is cited.
  mutating func cite(
    _ sample: Sample, telling: String? = nil, count: Int = 1, period: TimeWindow? = nil,
    values: Series? = nil, measured: Measured? = nil
  ) -> Int {
    var (reference, quote) = (
      sample.reference, Quote.text(of: sample, telling: telling)
    )
    if let telling, let line = line(of: sample, telling: telling) {
      (reference, quote) = (line.reference, Quote.cut(Quote.clean(line.text), to: Quote.longest))
    }
    // How often and until when is told with the line that it began with, and with no other.
    let isFirst = period == nil || period?.lowerBound == sample.time?.instant
    // A row of a table is cited once for each of its columns: whose it is, and what; of a document
    // that is one line, each of its points.
    let known = file.exhibits.firstIndex {
      $0.reference == reference && $0.sample.logger == sample.logger
        && $0.sample.service == sample.service && $0.sample.time?.instant == sample.time?.instant
    }
    if let index = known {
      if let measured, file.exhibits[index].measured == nil {
        file.exhibits[index].values = values.map { Sparkline.thinned($0, to: 120) }
        file.exhibits[index].measured = measured
      }
      if isFirst, count > file.exhibits[index].count {
        file.exhibits[index].count = count
        file.exhibits[index].period = period
        file.exhibits[index].values = values.map { Sparkline.thinned($0, to: 120) }
      }
      return file.exhibits[index].number
    }
    let number = (file.exhibits.last?.number ?? 0) + 1
    var exhibit = Exhibit(
      number: number, sample: sample, quote: quote, reference: reference,
      count: isFirst ? max(1, count) : 1)
    if isFirst {
      exhibit.period = period
      exhibit.values = values.map { Sparkline.thinned($0, to: 120) }
      exhibit.measured = measured
    }
    exhibit.origin = origin(of: reference)
    file.exhibits.append(exhibit)
    return number
  }

  /// The further line of an entry in which the part that says why stands; nil where the first has it.
  func line(of sample: Sample, telling: String) -> Sample.FurtherLine? {
    Quote.clean(sample.message).contains(Quote.clean(telling))
      ? nil : sample.further.last { $0.text.contains(telling) }
  }

  /// Cites what a finding rests on.
  mutating func cite(_ finding: Finding) -> Int {
    guard let sample = finding.samples.first else { return 0 }
    // What is told in words is no matter of how often a line was written.
    return finding.isTold
      ? cite(sample, values: finding.values, measured: finding.measured)
      : cite(
        sample, telling: finding.detail, count: finding.count, period: finding.period,
        values: finding.values)
  }
}
