/// Draws an incident: a system, its traffic, its distractions, and a fault or none.
struct IncidentPlanner {
  private var random: SeededRandom
  private let seed: UInt64
  private let lines: Int

  init(seed: UInt64, lines: Int) {
    self.seed = seed
    self.lines = lines
    random = SeededRandom(seed: seed)
  }

  /// The incident; with a fault only where that is wanted.
  mutating func plan(hasFault: Bool) -> Incident {
    let domain = NamePool.domains[random.below(NamePool.domains.count)]
    let layout = layout(domain)
    let day = Int64(20_500 + random.below(200))  // in the year 2026
    let start = day * 86_400_000 + Int64(random.number(1...20)) * 3_600_000
    let length = Int64(random.number(60...150)) * 60_000
    var incident = Incident(
      services: layout.names.map { service($0, isEntry: $0 == layout.names[0]) },
      calls: layout.calls, operations: [], start: start, length: length, lines: lines, fault: nil,
      distractions: [], symptomService: layout.front[0], seed: seed)
    incident.operations = zip(layout.front, domain.requests).map {
      Incident.Operation(request: $1, service: $0)
    }
    if hasFault { incident.fault = fault(incident, layout) }
    incident.distractions = distractions(incident, layout)
    return incident
  }

  /// Who stands where, by places in `names`.
  private struct Layout {
    var names: [String]
    var calls: [[Int]]
    var front: [Int]
    var aside: [Int]
  }

  private mutating func layout(_ domain: NamePool.Domain) -> Layout {
    let suffix = random.pick(["", "", "-service", "-svc"]) ?? ""
    func named(_ name: String) -> String { name.contains("-") ? name : name + suffix }
    let front = random.shuffle(domain.front).prefix(random.number(2...3))
    let middle = random.shuffle(domain.middle).prefix(random.number(2...3))
    let back = random.shuffle(domain.back).prefix(random.number(2...4))
    let aside = random.shuffle(domain.aside).prefix(random.number(1...2))
    let entry = random.pick(domain.entry) ?? "gateway"
    let names = [entry] + (front + middle + back + aside).map(named)
    let fronts = Array(1..<1 + front.count)
    let middles = Array(fronts.count + 1..<fronts.count + 1 + middle.count)
    let backs = Array(middles[middles.count - 1] + 1..<middles[middles.count - 1] + 1 + back.count)
    var calls = [[Int]](repeating: [], count: names.count)
    calls[0] = fronts
    for (place, service) in fronts.enumerated() {
      calls[service] = [middles[place % middles.count]]
      if random.happens(0.4), let other = random.pick(middles), other != calls[service][0] {
        calls[service].append(other)
      }
    }
    for (place, service) in middles.enumerated() {
      calls[service] = [backs[place % backs.count]]
      if random.happens(0.5), let other = random.pick(backs), other != calls[service][0] {
        calls[service].append(other)
      }
    }
    return Layout(
      names: names, calls: calls, front: fronts,
      aside: Array(backs[backs.count - 1] + 1..<names.count))
  }

  private mutating func service(_ name: String, isEntry: Bool) -> Incident.Service {
    let format: LineFormat =
      isEntry && random.happens(0.7) ? .access : random.pick(LineFormat.messages) ?? .iso
    let ending = format == .json || format == .epochJSON ? "jsonl" : "log"
    let pack = random.happens(0.15) ? ".gz" : ""
    let path = random.happens(0.5) ? "\(name).\(ending)\(pack)" : "\(name)/\(name).\(ending)\(pack)"
    var complaints: [FaultScript.Callers: Phrase] = [:]
    for (way, texts) in Complaints.phrases.sorted(by: { "\($0.key)" < "\($1.key)" }) {
      complaints[way] = Phrase(random.pick(texts) ?? "")
    }
    return Incident.Service(
      name: name, format: format, path: path,
      chatter: random.shuffle(Chatter.ordinary).prefix(random.number(3...6)).map { Phrase($0) },
      complaints: complaints, node: random.number(1...6), process: random.number(80...9000))
  }

  /// A fault in a service one or two calls behind the one that users see fail.
  private mutating func fault(_ incident: Incident, _ layout: Layout) -> Incident.Fault? {
    let middles = incident.calls[incident.symptomService]
    guard let middle = middles.first, let script = random.pick(FaultTable.scripts) else {
      return nil
    }
    let service = random.happens(0.75) ? random.pick(incident.calls[middle]) ?? middle : middle
    let share = Double(random.number(35...70)) / 100
    let onset = incident.start + Int64(Double(incident.length) * share)
    let ends = random.happens(0.4)
    let rest = incident.start + incident.length - onset
    let new = random.number(2...6)
    return Incident.Fault(
      service: service, script: script, onset: onset,
      end: ends ? onset + rest * 7 / 10 : incident.start + incident.length,
      share: Double(random.number(30...95)) / 100,
      filling: Phrase.Filling(
        service: incident.services[service].name, old: String(new * 10), new: String(new),
        version: "v\(random.number(2...9)).\(random.number(1...30)).\(random.below(9))"))
  }

  private mutating func distractions(
    _ incident: Incident, _ layout: Layout
  ) -> [Incident.Distraction] {
    var found: [Incident.Distraction] = []
    let end = incident.start + incident.length
    let focus = incident.fault?.onset ?? incident.start + incident.length / 2
    for service in layout.aside {
      guard let herring = random.pick(Chatter.herrings) else { continue }
      let begin = focus - Int64(random.number(-5...40)) * 60_000
      found.append(
        Incident.Distraction(
          service: service, phrase: Phrase(herring.text), level: herring.level,
          start: max(begin, incident.start),
          end: min(end, begin + Int64(random.number(10...60)) * 60_000),
          count: max(20, incident.lines / random.number(100...400))))
    }
    for _ in 0..<random.number(1...3) {
      let candidates = incident.services.indices.filter {
        $0 != incident.fault?.service && incident.services[$0].format != .access
      }
      guard let service = random.pick(candidates), let text = random.pick(Chatter.harmlessChanges)
      else { continue }
      let time = focus - Int64(random.number(-20...40)) * 60_000
      found.append(
        Incident.Distraction(
          service: service, phrase: Phrase(text), level: .info, start: max(time, incident.start),
          end: max(time, incident.start), count: 1))
    }
    for _ in 0..<random.number(1...3) {
      guard let service = random.pick(Array(incident.services.indices)),
        incident.services[service].format != .access, let oddity = random.pick(Chatter.oddities)
      else { continue }
      let time = incident.start + Int64(random.below(Int(incident.length)))
      found.append(
        Incident.Distraction(
          service: service, phrase: Phrase(oddity.text), level: oddity.level, start: time,
          end: time, count: 1))
    }
    return found
  }
}

extension Incident {
  /// Draws an incident; the same seed gives the same one, to the byte.
  package init(seed: UInt64, lines: Int, hasFault: Bool) {
    var planner = IncidentPlanner(seed: seed, lines: lines)
    self = planner.plan(hasFault: hasFault)
  }
}
