package import Investigation
import Timeline

/// What a question has of its sources.
package struct Haul: Hashable, Sendable {
  /// Folders with files to read.
  package var folders: [String] = []
  package var unseen: [Inquiry.Unseen] = []
  package var origins: [Inquiry.Origin] = []
  /// What the answer itself has to say of the sources.
  package var remarks: [Inquiry.Unseen] = []
  /// Whether nothing came because something is wrong with every source.
  package var hasFailed = false
}

/// Says what was fetched for a question, and what was not.
///
/// What keeps an answer from being one, such as a source whose data end before the time that was asked,
/// stands in the answer of the question that it was found out for, and under "Not seen" later.
struct HaulWords {
  let place: AskingPlace
  /// Whether it is the first question of its session.
  let isFirst: Bool
  /// The folders of what was fetched for this question.
  let fresh: Set<String>

  /// Whether something was fetched for this question, or it is the first.
  var tellsNews: Bool { isFirst || !fresh.isEmpty }

  /// What a source is called: by its name, where no other of the session has it.
  private func name(of fetch: FetchLog.Fetch, _ fetches: [FetchLog.Fetch]) -> String {
    let isTwice = fetches.contains { $0.name == fetch.name && $0.source != fetch.source }
    return isTwice ? fetch.source : fetch.name
  }

  /// Gathers what some fetches gave.
  func haul(_ fetches: [FetchLog.Fetch], in home: String) -> Haul {
    var haul = Haul()
    haul.hasFailed = !fetches.isEmpty && fetches.allSatisfy(\.hasFailed)
    for fetch in fetches {
      let name = name(of: fetch, fetches)
      if !fetch.files.isEmpty { haul.folders.append("\(home)/\(fetch.folder)") }
      haul.origins += fetch.files.map { file in
        Inquiry.Origin(
          file: "\(fetch.folder)/\(file.name)", source: name,
          query: file.query, time: fetch.time, link: file.link)
      }
      let remarks = (fetch.fetched.doubts ?? []) + (held(fetch, fetches).map { [$0] } ?? [])
      let isNews = isFirst || fresh.contains(fetch.folder)
      for reason in fetch.fetched.notes + failure(fetch, fetches) + (isNews ? [] : remarks) {
        let note = Inquiry.Unseen(source: name, reason: reason)
        if !haul.unseen.contains(note) { haul.unseen.append(note) }
      }
      for reason in isNews ? remarks : [] {
        let remark = Inquiry.Unseen(source: name, reason: reason)
        if !haul.remarks.contains(remark) { haul.remarks.append(remark) }
      }
    }
    return haul
  }

  /// What ended a fetch; what was fetched before stands for it, as of its time.
  private func failure(_ fetch: FetchLog.Fetch, _ fetches: [FetchLog.Fetch]) -> [String] {
    guard let failure = fetch.failure else { return [] }
    let before = fetches.last {
      $0.source == fetch.source && $0.time < fetch.time && !$0.files.isEmpty
    }
    guard fetch.files.isEmpty, let before else { return [failure] }
    return [failure + " What is told of it is as of \(SourceTime.text(before.time))."]
  }

  /// How what a source holds lies to what was asked, with what to do.
  private func held(_ fetch: FetchLog.Fetch, _ fetches: [FetchLog.Fetch]) -> String? {
    guard let held = fetch.fetched.held else { return nil }
    let other = held.last ?? held.next
    // A window holds what lies before the incident too.
    let window = fetch.isOpen == true ? fetch.window : fetch.meant ?? fetch.window
    let words =
      held.words(for: window, now: fetch.isOpen == true ? fetch.time : nil) + "."
    let later = fetches.last {
      $0.source == fetch.source && !$0.files.isEmpty && $0.folder != fetch.folder
    }
    guard fetch.isOpen == true, let later, let last = held.last, later.window.contains(last) else {
      return words + " " + place.advice(for: other)
    }
    return words + " No time was asked, so this is about "
      + "\(SourceTime.text(later.window.lowerBound)) to \(SourceTime.text(last)), the last that it holds."
  }
}
