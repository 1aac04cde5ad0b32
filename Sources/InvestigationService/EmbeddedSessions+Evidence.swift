package import SessionsAPI
import Synchronization
import SystemPackage

extension EmbeddedSessions: EvidenceService {
  package func evidence(of id: Session.ID?) async throws -> [EvidenceLocation] {
    guard let id else { return defaults.withLock { $0 } }
    return try await reachingStore {
      let known = try await service.store.evidence(of: id, of: principal.organization)
      guard let known else { throw Self.unknown(id) }
      return known
    }
  }

  @discardableResult
  package func addEvidence(
    _ location: EvidenceLocation, to id: Session.ID?
  ) async throws -> EvidenceLocation {
    var location = location
    if location.purpose == .evidence, let source = remote?.source(named: location.path) {
      location = .source(source)
    }
    location.path = try EvidencePath.absolute(location.path)
    let added = location
    if let id {
      try await check(id)
      let own = try piped?.keep(added, for: id) ?? added
      try await reachingStore {
        try await service.store.addEvidence(own, to: id, of: principal.organization)
      }
    }
    defaults.withLock { known in
      if !known.contains(added) { known.append(added) }
    }
    return added
  }

  package func check(_ location: EvidenceLocation) async -> SourceCheck? {
    guard let source = location.source, let remote else { return nil }
    return await remote.check(source)
  }

  package func refresh(_ id: Session.ID) async throws -> [RefreshedSource] {
    try await check(id)
    return try await remote?.refresh(id) ?? []
  }

  package func place(for name: String) async throws -> String {
    guard let piped else {
      throw SessionsError.pipeNotKept(folder: "", reason: "no folder was named")
    }
    do throws(Errno) {
      return try piped.place(for: name)
    } catch {
      throw SessionsError.pipeNotKept(folder: piped.path, reason: "\(error)")
    }
  }

  package func attach(_ location: EvidenceLocation, to owner: EvidenceOwner) async throws {
    switch owner {
    case .draft(let key): attached.withLock { $0[key, default: []].append(location) }
    case .session(let id): try await give(location, to: id)
    }
  }

  package func share(evidenceOf id: Session.ID, with owner: EvidenceOwner) async throws {
    guard let piped else { return }
    let everyones = defaults.withLock { $0 }
    for location in try await evidence(of: id) where piped.holds(location, of: id) {
      guard !everyones.contains(where: { PipedFolder.isSameFile($0, location) }) else { continue }
      try await attach(location, to: owner)
    }
  }

  private func give(_ location: EvidenceLocation, to id: Session.ID) async throws {
    try await check(id)
    let own = try piped?.keep(location, for: id) ?? location
    try await reachingStore {
      try await service.store.addEvidence(own, to: id, of: principal.organization)
    }
    piped?.release(location)
  }

  package func discard(_ location: EvidenceLocation) async {
    piped?.release(location)
  }

  package func forget(_ id: Session.ID) async throws {
    try await reachingStore {
      guard try await service.store.remove(id, of: principal.organization) else {
        throw Self.unknown(id)
      }
    }
    piped?.remove(id)
  }
}
