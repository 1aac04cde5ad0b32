package import Timeline

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Traces from Tempo: those that failed, those that were slow, and a few ordinary ones beside them.
///
/// Searches tell which traces there are; each is then fetched by its identifier. What is slow is told
/// by the ordinary ones: three times as long as most of them.
package struct TempoSource: RemoteSource {
  package let settings: SourceSettings
  private let server: any QueryServer

  package init(_ settings: SourceSettings, server: any QueryServer) {
    self.settings = settings
    self.server = server
  }

  /// Traces that a search may find: enough to tell what is usual.
  private static let mostFound = 20
  /// Those of them that are fetched, each by a request: failures tell most, and of the ordinary ones
  /// a few show the way that a request takes.
  private static let fetched = (failed: 8, slow: 6, ordinary: 4)
  /// How much longer than the usual is slow, and the least that is, in milliseconds.
  private static let slow: (factor: Int64, least: Int64) = (3, 100)

  package func examine(at now: Instant) async throws -> SourceState {
    let sink = SourceSink(
      of: settings.place, limits: settings.limits, folder: "")
    let hour = TimeWindow(from: now.advanced(by: -3_600_000), through: now)
    let request = TempoRequest.services(hour)
    do {
      let body = try await server.ask(request.path, request.parameters, sink)
      let services = try TempoAnswer.values(body)
      return SourceState(
        what: "Tempo, \(services.count) services in the last hour",
        remarks: (services.isEmpty ? ["It holds no traces of the last hour."] : [])
          + (await sink.remarks))
    } catch let refusal as QueryRefusal {
      throw refusal.failure(of: settings.place, "asking for services")
    }
  }

  package func fetch(_ wish: SourceWish, into sink: SourceSink) async throws {
    do {
      let services = try await services(wish, sink)
      let ordinary = try await search(TraceQL(within: settings.selector), wish.window, sink)
      guard !ordinary.isEmpty else {
        await sink.hold(try await held(before: wish.window, sink))
        return
      }
      var wanted: [(query: TraceQL, found: ArraySlice<TempoAnswer.Found>)] = []
      for service in services.isEmpty ? [nil] : services.map(Optional.some) {
        let failed = TraceQL(service: service, isFailed: true, within: settings.selector)
        wanted.append(
          (failed, try await search(failed, wish.window, sink).prefix(Self.fetched.failed)))
        let slow = TraceQL(
          service: service, slowerThan: Self.threshold(ordinary), within: settings.selector)
        wanted.append((slow, try await search(slow, wish.window, sink).prefix(Self.fetched.slow)))
      }
      wanted.append(
        (TraceQL(within: settings.selector), ordinary.prefix(Self.fetched.ordinary)))
      try await fetch(wanted, sink)
    } catch let refusal as QueryRefusal {
      throw refusal.failure(of: settings.place, "asking for traces")
    }
  }

  /// What it holds before a window in which there is nothing: the newest of what it finds in a day, and
  /// in the longest time that it searches at once, unless a server says less (`max_duration`: 168h).
  private func held(before window: TimeWindow, _ sink: SourceSink) async throws -> HeldTime {
    var held = HeldTime(what: "traces")
    for hours in [24, 167] as [Int64] {
      let stretch = window.lowerBound.advanced(by: -hours * 3_600_000)...window.lowerBound
      let found = try await search(TraceQL(within: settings.selector), stretch, sink)
      if let start = found.compactMap(\.start).max() {
        held.last = Instant(milliseconds: start / 1_000_000)
        return held
      }
    }
    return held
  }

  /// The services that the question names.
  private func services(_ wish: SourceWish, _ sink: SourceSink) async throws -> [String] {
    guard !wish.words.isEmpty else { return [] }
    let request = TempoRequest.services(wish.window)
    let body = try await server.ask(request.path, request.parameters, sink)
    return Array(
      try TempoAnswer.values(body).filter { wish.words.contains($0.lowercased()) }.sorted().prefix(
        3))
  }

  private func search(
    _ query: TraceQL, _ window: TimeWindow, _ sink: SourceSink
  ) async throws -> [TempoAnswer.Found] {
    let request = TempoRequest.search(query, window, limit: Self.mostFound)
    let found = try TempoAnswer.found(
      try await server.ask(request.path, request.parameters, sink))
    return found
  }

  /// From how many milliseconds on a trace is slow.
  private static func threshold(_ ordinary: [TempoAnswer.Found]) -> Int64 {
    let lengths = ordinary.map(\.milliseconds).sorted()
    let usual = lengths.isEmpty ? 0 : lengths[lengths.count / 2]
    return max(slow.least, min(usual, Int64.max / slow.factor) * slow.factor)
  }

  /// Fetches the traces of each search into a file of their own, each trace once.
  private func fetch(
    _ wanted: [(query: TraceQL, found: ArraySlice<TempoAnswer.Found>)], _ sink: SourceSink
  ) async throws {
    var known: Set<String> = []
    var missing = 0
    for (query, found) in wanted {
      let fresh = found.filter { known.insert($0.id).inserted }
      guard !fresh.isEmpty else { continue }
      let file = try await sink.open("\(settings.name)-traces.jsonl", query: query.text)
      do {
        for trace in fresh {
          let request = TempoRequest.trace(trace.id)
          let body = try await server.ask(request.path, request.parameters, isKept: true, sink)
          guard let line = try TempoAnswer.trace(body) else {
            missing += 1
            continue
          }
          guard try await sink.write(line, to: file) else {
            throw sink.cut("after \(sink.limits.bytes) bytes", "bytes")
          }
        }
        await sink.close(file)
      } catch {
        await sink.close(file)
        throw error
      }
    }
    let all = Set(wanted.flatMap(\.found).map(\.id))
    await sink.note(
      "of its traces \(all.count) were fetched: some of those that failed, that were slow "
        + "and of the others. There may be more.")
    if missing > 0 {
      await sink.note("it found \(missing) traces that it then did not have.")
    }
  }
}
