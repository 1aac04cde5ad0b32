#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension ShellRuntime {
  /// Lets what is typed go on like what was asked in the sessions of this machine, whoever asked it
  /// where.
  func offerQuestions() {
    guard snapshot.front == .interactive else { return }
    begin { [parts] in
      let questions = try? parts.archive.questions(service: parts.serviceName)
      parts.history.offer(questions ?? [])
      // The line that is half-typed may go on like one of them.
      await self.presenter.show(self.snapshot)
    }
  }

  /// Keeps a line for Up and for shells to come; what a line asks that may not be kept is never offered.
  ///
  /// Says once that it could not be written, where `telling`.
  func keep(line: String, telling: Bool) async {
    if !parts.history.keeps(line) { parts.archive.conceal(questionOf: line) }
    let session = snapshot.current?.session
    guard !snapshot.isAnswer(line), !line.trimmingBlanks().isEmpty,
      let failure = parts.history.append(line, session: session, at: Date()), telling
    else { return }
    await say(
      .notice(.fallback("\(failure) Lines are remembered only while this shell runs.")))
  }
}
