import Timeline

extension ReportWriter {
  /// One or two sentences that name the cause, the service and the onset, or say why none is named.
  mutating func answer(_ verdict: Verdict) -> String {
    guard let first = verdict.suspects.first else { return nothingFound(verdict) }
    guard verdict.isProven else { return notProven(verdict, first) }
    let mark = draft.cite(first.main)
    var text = "\(draft.name(first.service)) \(first.main.verb) from "
    text += "\(times.full(verdict.onset ?? first.onset)) on"
    if let beginning = verdict.beginning, beginning.series != first.main.series {
      text += " \(draft.cite(beginning))"
    }
    text += ": \(draft.short(mark)) \(mark)"
    if let change = first.change, change.excerpt.line != first.main.excerpt.line {
      let changed = draft.cite(change)
      text += ", after \(change.signal.noun) there at \(times.short(change.time)): "
      text += "\(draft.short(changed)) \(changed)"
    }
    text += "."
    if let second = first.second {
      let also = draft.cite(second)
      if also != mark {
        text += " With it came \(draft.short(also)), \(times.count(second.count)) from "
        text += "\(times.short(second.onset)) \(also)."
      }
    }
    return text + reached(verdict, first)
  }

  /// When and how the trouble came to where it was felt.
  private mutating func reached(_ verdict: Verdict, _ first: Suspect) -> String {
    guard let symptom = verdict.symptom, symptom != first.service,
      let felt = verdict.felt(in: symptom)
    else { return "" }
    let between = verdict.path.dropFirst().dropLast()
    let way = between.isEmpty ? "" : " through \(draft.names(Array(between)))"
    let mark = draft.cite(felt)
    return " It reached \(draft.name(symptom))\(way) at \(times.short(felt.onset)) \(mark)."
  }

  private mutating func notProven(_ verdict: Verdict, _ first: Suspect) -> String {
    let doubt = verdict.doubt ?? "the evidence does not settle it"
    let mark = draft.cite(first.main)
    return "Not proven: \(doubt). What stands out most is in \(draft.name(first.service)) from "
      + "\(times.full(first.main.onset)): \(draft.short(mark)) \(mark)."
  }

  private mutating func nothingFound(_ verdict: Verdict) -> String {
    let scope =
      question.services.isEmpty ? "" : " for \(asked)"
    let text = "Not proven: no fault found\(scope); \(verdict.doubt ?? "nothing stands out")."
    let steady = detections.steady.max { index.series[$0].total < index.series[$1].total }
    guard let steady, let sample = index.series[steady].samples.first else { return text }
    let series = index.series[steady]
    let mark = draft.cite(
      sample, service: series.service, count: series.total, stretch: series.stretch)
    return text + " The most frequent error runs on evenly: \(draft.short(mark)) in "
      + "\(draft.name(series.service)), \(times.count(series.total)) \(mark)."
  }
}

extension LogSeries {
  /// From the first to the last sample that carries a time.
  var stretch: TimeWindow? {
    let known = samples.compactMap(\.time)
    guard let first = known.min(), let last = known.max() else { return nil }
    return first...last
  }
}
