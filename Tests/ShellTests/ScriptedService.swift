import FoundationEssentials
import SessionsAPI

/// A service in memory whose answers a test writes, and that a test can make refuse calls.
actor ScriptedService: SessionsService {
  /// The answer to a question, nil where the turn fails.
  var answer: @Sendable (String) -> String? = { "Answer to \($0)" }
  /// The report of the answer to a question, the turn's ordinal with it.
  var report: @Sendable (String, Int) -> Report? = { _, _ in nil }
  /// Errors to throw, one a call, before anything is done.
  var refusals: [SessionsError] = []
  /// Errors to throw, one a call, after the call was carried out: its answer is lost.
  var losses: [SessionsError] = []
  var isMember = false
  private(set) var sessions: [Session.ID: Session] = [:]
  private(set) var order: [Session.ID] = []
  private(set) var keys: [String: Session.ID] = [:]
  private(set) var calls: [String] = []
  private var ticks = 0.0

  func set(
    answer: (@Sendable (String) -> String?)? = nil, refusals: [SessionsError] = [],
    losses: [SessionsError] = [], isMember: Bool = false
  ) {
    self.answer = answer ?? self.answer
    self.refusals = refusals
    self.losses = losses
    self.isMember = isMember
  }

  func give(_ report: @escaping @Sendable (String, Int) -> Report?) {
    self.report = report
  }

  func create(_ draft: SessionDraft) async throws -> CreatedSession {
    calls.append("create")
    if !refusals.isEmpty { throw refusals.removeFirst() }
    if let id = keys[draft.idempotencyKey], let session = sessions[id] {
      return CreatedSession(session: session.withoutMessages, isReplay: true)
    }
    let id = Session.ID()
    sessions[id] = Session(
      id: id, status: .running, title: draft.title ?? draft.input, input: draft.input,
      createdAt: tick(), updatedAt: nil, messages: [])
    order.insert(id, at: 0)
    keys[draft.idempotencyKey] = id
    ask(draft.input, in: id)
    if !losses.isEmpty { throw losses.removeFirst() }
    var created = sessions[id]?.withoutMessages
    created?.status = .running
    return CreatedSession(session: created ?? Session.none, isReplay: false)
  }

  func list(_ request: PageRequest) async throws -> SessionPage {
    calls.append("list")
    if isMember {
      throw SessionsError.told(.forbidden, "The role 'admin' is needed.", retryAfter: nil)
    }
    let all = order.compactMap { sessions[$0]?.withoutMessages }
    return SessionPage(sessions: all, total: all.count, prev: nil, next: nil)
  }

  func get(_ id: Session.ID, wait: Duration?) async throws -> FetchedSession {
    calls.append("get")
    guard let session = sessions[id] else {
      throw SessionsError.told(.notFound, "No session '\(id)'.", retryAfter: nil)
    }
    return FetchedSession(session: session, waitApplied: wait != nil)
  }

  func followUp(_ draft: FollowUpDraft, to id: Session.ID) async throws -> FollowUpReceipt {
    calls.append("followUp")
    if !refusals.isEmpty { throw refusals.removeFirst() }
    guard sessions[id] != nil else {
      throw SessionsError.told(.notFound, "No session '\(id)'.", retryAfter: nil)
    }
    let question = ask(draft.input, in: id)
    if !losses.isEmpty { throw losses.removeFirst() }
    return FollowUpReceipt(
      session: sessions[id]?.withoutMessages ?? Session.none, userMessageID: question,
      assistantMessageID: .init())
  }

  func cancel(_ id: Session.ID) async throws -> Session {
    calls.append("cancel")
    if !refusals.isEmpty { throw refusals.removeFirst() }
    guard let session = sessions[id] else {
      throw SessionsError.told(.notFound, "No session '\(id)'.", retryAfter: nil)
    }
    guard session.status.isRunning else {
      throw SessionsError.told(.conflict, "The session has no turn under way.", retryAfter: nil)
    }
    sessions[id]?.status = .failed
    sessions[id]?.messages?.append(
      Message(id: .init(), role: .assistant, markdownContent: "stopped by you", createdAt: tick()))
    return sessions[id]?.withoutMessages ?? Session.none
  }

  /// Makes the last turn of a session one that never ends by itself.
  func setRunning(_ id: Session.ID) {
    sessions[id]?.status = .running
    sessions[id]?.messages?.removeLast()
  }

  @discardableResult
  private func ask(_ input: String, in id: Session.ID) -> Message.ID {
    let question = Message(id: .init(), role: .user, markdownContent: input, createdAt: tick())
    let text = answer(input)
    let turn = 1 + (sessions[id]?.messages ?? []).count { $0.role == .user }
    let reply = Message(
      id: .init(), role: .assistant, markdownContent: text ?? "It broke.", createdAt: tick(),
      report: text == nil ? nil : report(input, turn))
    sessions[id]?.messages?.append(contentsOf: [question, reply])
    sessions[id]?.status = text == nil ? .failed : .idle
    return question.id
  }

  private func tick() -> Date {
    ticks += 1
    return Date(timeIntervalSince1970: ticks)
  }
}

extension Session {
  static let none = Session(
    id: .init(), status: .failed, title: nil, input: "",
    createdAt: Date(timeIntervalSince1970: 0), updatedAt: nil)

  var withoutMessages: Session {
    var copy = self
    copy.messages = nil
    return copy
  }
}
