import Synchronization

extension HistoryFile {
  /// Remembers what was asked in the sessions of this machine, newest first: a line may go on like that.
  func offer(_ questions: [String]) {
    state.withLock { $0.questions = questions }
  }

  /// The newest question that begins with a text, and is longer.
  func question(beginningWith text: String) -> String? {
    state.withLock { state in
      state.questions.first { $0.hasPrefix(text) && $0.utf8.count > text.utf8.count }
    }
  }
}
