import Evidence
import Timeline

/// What a whole file tells of its lines; made once, shared by all its parts.
///
/// No line is read only as most others are: this decides what a line by itself leaves open.
struct LogContext: Sendable {
  /// Whether lines of the file carry times, so that one without belongs to the one before.
  var hasTimes = false
  /// Whether most lines have a level in capitals behind other words: `… web-1 worker ERROR …`.
  ///
  /// Where few have one, as in `… received ERROR from upstream`, it is a word of the message.
  var hasLateLevels = false
  /// Whether levels stand bare and in lower case behind the time: `2026-… error sync failed`.
  var hasBareLevels = false
  /// Whether texts of containers end in a line end, so that one without goes on in the next line.
  var hasLogEnds = false
  /// Whether the number of an error stands on the line before its words, as in SQL Server's log.
  var hasNumberedErrors = false
  /// What columns the lines have, learned from many of them.
  var layout = LineLayout()
  /// How a level counts that is one digit.
  var levelScale = LevelWords.Scale.syslog
  /// The name of the machine that stands behind the time of nearly all lines; empty where none does.
  var host: [UInt8] = []
  /// How many words stand before the time where it does not stand in front; 0 where it does.
  var wordsBeforeTime = 0
  /// The order of day and month in its dates, and the year or day that other evidence gives.
  var stamps = StampContext()
  /// The columns that a line of the file names: `#Fields: date time cs-method …`.
  var columns: LineColumns?

  /// Reads it off some lines: best the file's first few hundred, and some of its middle and end.
  static func sniff(_ lines: [Bytes]) -> LogContext {
    var context = LogContext()
    var order = DateOrderSniff()
    for line in lines {
      order.note(line)
      if context.columns == nil { context.columns = LineColumns(header: line) }
    }
    context.stamps.order = order.order
    context.wordsBeforeTime = wordsBeforeTime(lines, context)
    context.hasLateLevels = true
    let parser = LogLineParser(context: context)
    var counts = (heads: 0, times: 0, late: 0, bare: 0)
    var ends = (ended: 0, open: 0)
    var layouts = LayoutSniff()
    var levels = LevelNumbers()
    var hosts = HostSniff()
    var rules = RuleSniff()
    var numbered = (all: 0, paired: 0)
    var numberedAt: Timestamp?
    var dates = (whole: Set<CivilDate>(), yearless: Set<CivilDate>())
    for line in lines {
      var entry = LogEntry(line: line)
      let role = parser.parse(line, into: &entry)
      levels.take(parser.levelNumber)
      parser.levelNumber = nil
      hosts.take(entry)
      rules.take(line, hasTime: entry.time != nil)
      guard role == .head || role == .opening else { continue }
      counts.heads += 1
      if let time = entry.time {
        counts.times += 1
        let date = CivilTime(time.instant).date
        if time.date == .full { dates.whole.insert(date) }
        if time.date == .noYear { dates.yearless.insert(date) }
      } else if let date = date(in: line) {
        dates.whole.insert(date)
      }
      if entry.facts.contains(.endedLog) { ends.ended += 1 }
      if entry.facts.contains(.openLog) { ends.open += 1 }
      layouts.note(entry)
      if let at = numberedAt, entry.time == at { numbered.paired += 1 }
      numberedAt = entry.facts.contains(.numbered) ? entry.time : nil
      if numberedAt != nil { numbered.all += 1 }
      if entry.facts.contains(.lateLevel) { counts.late += 1 }
      if entry.facts.contains(.bareLevel) { counts.bare += 1 }
    }
    context.stamps.year = year(dates.whole, of: dates.yearless)
    // A stray date does not make a file of times; nor do ten lines of a banner unmake one.
    context.hasTimes =
      counts.times > 0 && counts.times * 5 >= counts.heads || rules.partTimes
    context.levelScale = levels.scale
    context.host = hosts.name(in: lines)
    context.hasLateLevels = counts.late > 1 && counts.late * 2 > counts.heads
    context.hasBareLevels = counts.bare * 4 > counts.heads
    // Few texts are longer than what is cut.
    context.hasLogEnds = ends.ended > ends.open
    context.layout = layouts.layout
    if !context.hasTimes { context.layout.head = LineHead.learned(from: lines) }
    context.hasNumberedErrors = numbered.paired > 0 && numbered.paired * 10 >= numbered.all * 9
    return context
  }

  /// The whole date that a line without a time of its own names: `Log file created at: 2026/03/10 …`.
  private static func date(in line: Bytes) -> CivilDate? {
    let stamps = StampReader()
    var at = 0
    while at < min(line.count, 200) {
      if let stamp = stamps.read(line, at: at), stamp.timestamp.date == .full,
        stamp.certainty == .stated, !stamp.isOrderOpen
      {
        return CivilTime(stamp.timestamp.instant).date
      }
      at = PrefixWords.end(line, at) + 1
    }
    return nil
  }

  /// The year of days without one, where whole dates of the same file stand beside them.
  ///
  /// A klog line of `0310` among lines of 2026-03-10 is of 2026; one of `0701` of a year unknown.
  private static func year(_ whole: Set<CivilDate>, of yearless: Set<CivilDate>) -> Int? {
    var years: Set<Int> = []
    for date in whole {
      // Zones may part the same moment by a day.
      let isBeside = yearless.contains {
        $0.month == date.month && abs($0.day - date.day) <= 1
      }
      if isBeside { years.insert(date.year) }
    }
    return years.count == 1 ? years.first : nil
  }

  /// How many words most lines have before their time, where it is not in front.
  private static func wordsBeforeTime(_ lines: [Bytes], _ context: LogContext) -> Int {
    let stamps = StampReader(context.stamps)
    var counts = Array(repeating: 0, count: 12)
    for line in lines {
      var at = 0
      for words in 0..<12 {
        while at < line.count, line[at] <= 0x20 { at += 1 }
        guard at < line.count, at < 200 else { break }
        let isGroup = line[at] == UInt8(ascii: "[")
        if let stamp = stamps.read(line, at: isGroup ? at + 1 : at), stamp.certainty > .number {
          counts[words] += 1
          break
        }
        while at < line.count, line[at] > 0x20 { at += 1 }
      }
    }
    let best = counts.indices.max { (counts[$0], -$0) < (counts[$1], -$1) } ?? 0
    // One line in five: others may be further lines of these.
    return counts[best] * 5 >= lines.count ? best : 0
  }
}
