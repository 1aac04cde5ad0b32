import Evidence

/// How much work a turn may take, and what that leaves out; `auto` chooses by the size of the evidence
/// and the kind of question.
///
/// | mode | reads at most | suspects | timeline | each suspect looked at again | all findings |
/// |---|---|---|---|---|---|
/// | `fast` | 256 MiB | 3 | 6 rows | no | no |
/// | `auto` | 4 GiB | 5 | 12 rows | up to 250,000 entries | no |
/// | `deep` | everything | 10 | 40 rows | yes | yes |
///
/// Of a limit each file gets an equal share, its end.
struct DepthChoice {
  let depth: Inquiry.Depth

  init(_ depth: Inquiry.Depth) {
    self.depth = depth
  }

  /// Bytes that `fast` reads: half a second's work on two cores.
  private static let fast = 256 << 20
  /// Bytes that `auto` reads: what two cores read while somebody waits for the first answer.
  private static let auto = 4 << 30
  /// Entries up to which `auto` looks at each suspect again: five suspects, each before and after the
  /// onset, take two to three seconds of a million lines each.
  private static let fewEntries = 250_000

  /// The most bytes to read, nil for all.
  var limit: Int? {
    switch depth {
    case .fast: Self.fast
    case .auto: Self.auto
    case .deep: nil
    }
  }

  /// The work of a turn, once it is known what is asked of how much.
  func work(for question: Question, _ catalog: Catalog) -> Work {
    switch depth {
    case .fast:
      Work(suspects: 3, timeline: 6, contexts: 3, looksAgain: false, listsFindings: false)
    case .auto:
      Work(
        suspects: 5, timeline: 12, contexts: 8, looksAgain: catalog.entries <= Self.fewEntries,
        listsFindings: false)
    case .deep:
      Work(suspects: 10, timeline: 40, contexts: 20, looksAgain: true, listsFindings: true)
    }
  }

  /// What the mode did and left out, in words; nothing where that is obvious.
  func claims(_ question: Question, _ catalog: Catalog) -> [Report.Claim] {
    let cut = catalog.files.filter(\.isCut).count
    let weighs = question.act == .cause
    var text: String
    switch depth {
    case .fast:
      text =
        cut > 0
        ? "fast: at most 256 MiB were read, of \(Counting.of(cut, "file")) only a part, in equal shares"
        : "fast: all of the evidence was read"
      if weighs { text += "; the suspects were not looked at again, and three are listed" }
      text += cut > 0 || weighs ? ". Ask with `deep` for all." : "."
    case .deep:
      text = "deep: all of the evidence was read"
      text += weighs ? ", each suspect looked at again, and every finding is listed." : "."
    case .auto where cut > 0:
      text =
        "auto chose to read 4 GiB, of \(Counting.of(cut, "file")) only a part, in equal shares,"
      text += " for there is more than that. Ask with `deep` for all."
    case .auto where weighs && catalog.entries > Self.fewEntries:
      text = "auto chose not to look at the suspects again, for there are \(catalog.entries)"
      text += " entries. `deep` does."
    case .auto: return []
    }
    return [.init(text)]
  }
}

/// What an answer may do and list.
struct Work: Sendable {
  /// Suspects that are listed.
  var suspects: Int
  /// Rows of a timeline beside an answer.
  var timeline: Int
  /// Exhibits of a turn whose surroundings are read and kept, so that they can be opened for ever.
  var contexts: Int
  /// Whether the entries of each suspect are counted again, before the onset and from it on.
  var looksAgain: Bool
  /// Whether all that the detectors found is listed.
  var listsFindings: Bool
}
