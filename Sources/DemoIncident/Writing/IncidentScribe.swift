/// Tells an incident in the logs of its services, request by request.
struct IncidentScribe {
  private let incident: Incident
  private var random: SeededRandom
  private var logs: [ServiceLog]
  private var written = 0
  private let calls = Chatter.calls.map { Phrase($0) }
  private let troubles = Chatter.troubles.map { (level: $0.level, phrase: Phrase($0.text)) }
  /// The troubles that each service has all the time.
  private var ownTroubles: [[Int]] = []
  private var errors: [Phrase] = []
  private var lastState: Int64 = 0

  init(_ incident: Incident) {
    self.incident = incident
    random = SeededRandom(seed: incident.seed ^ 0x5EED)
    logs = incident.services.map { ServiceLog($0) }
    errors = incident.fault?.script.errors.map { Phrase($0) } ?? []
    ownTroubles = incident.services.map { _ in
      [random.below(Chatter.troubles.count), random.below(Chatter.troubles.count)]
    }
  }

  /// Writes all lines; one log for each service, in their order.
  mutating func write() -> [ServiceLog] {
    tellChange()
    tellDistractions()
    tellCrashes()
    // A first stretch of requests tells how many lines one makes.
    let sample = 400
    let step = Double(incident.length) / Double(sample)
    for number in 0..<sample { request(at: time(of: Double(number) * step)) }
    let rest = max(0, incident.lines - written)
    let perRequest = Double(written) / Double(sample)
    let count = Int(Double(rest) / max(1, perRequest - 0.5)) + 1
    for number in 0..<count {
      let place = Double(number) / Double(count)
      request(at: time(of: place * Double(incident.length - 1)))
    }
    var number = 0
    while written < incident.lines {
      number += 1
      request(at: incident.start + Int64(number) * 997 % incident.length)
    }
    return logs
  }

  /// When a request is made that would be made so many milliseconds after the beginning if traffic were
  /// even.
  private func time(of even: Double) -> Int64 {
    guard let rush = incident.rush else { return incident.start + Int64(even) }
    let before = Double(rush.from - incident.start)
    let during = Double(rush.until - rush.from)
    let more = during * (rush.factor - 1)
    // As long as the time would be in which as much is asked as usual.
    var place = even * (1 + more / Double(incident.length))
    if place > before + during * rush.factor {
      place -= more
    } else if place > before {
      place = before + (place - before) / rush.factor
    }
    return incident.start + Int64(place)
  }

  private mutating func request(at time: Int64) {
    guard let operation = random.pick(incident.operations) else { return }
    let path = operation.request.split(separator: " ").last.map(String.init) ?? "/"
    let (failed, end) = serve(operation.service, path: path, at: time + 2)
    let entry = incident.services[0]
    guard entry.format == .access else {
      if failed {
        complain(of: operation.service, in: 0, at: end)
      } else {
        say(0, path: path, at: end)
      }
      return
    }
    guard end < incident.start + incident.length else { return }
    let status = failed ? (end - time > 4000 ? 504 : 502) : random.happens(0.01) ? 404 : 200
    logs[0].add(
      end, request: operation.request, status: status, bytes: random.number(200...20_000),
      client: "192.0.2.\(random.number(1...250))")
    written += 1
  }

  /// Lets a service and those behind it serve a request; returns whether it failed, and when it ended.
  private mutating func serve(_ service: Int, path: String, at time: Int64) -> (Bool, Int64) {
    var now = time + Int64(random.number(1...6))
    if random.happens(0.9) { say(service, path: path, at: now) }
    if random.happens(0.004), let trouble = random.pick(ownTroubles[service]) {
      let text = troubles[trouble].phrase.text(filling(service), &random)
      add(service, now, troubles[trouble].level, text)
    }
    if let fault = incident.fault, fault.service == service, strikes(fault, at: now) {
      tellState(fault, at: now)
      let wait: Int64 = fault.script.callers == .timeout ? 5000 : Int64(random.number(2...30))
      return (true, now + wait)
    }
    for callee in incident.calls[service] {
      let (failed, end) = serve(callee, path: path, at: now + 1)
      now = end + 1
      if failed {
        if random.happens(0.95) { complain(of: callee, in: service, at: now) }
        return (true, now)
      }
      if random.happens(0.25) {
        var filling = filling(service)
        filling.callee = incident.services[callee].name
        add(service, now, .info, calls[random.below(calls.count)].text(filling, &random))
      }
    }
    return (false, now)
  }

  private func strikes(_ fault: Incident.Fault, at time: Int64) -> Bool {
    guard time >= fault.onset, time < fault.end else { return false }
    var random = SeededRandom(seed: UInt64(bitPattern: time) ^ incident.seed)
    switch fault.script.course {
    case .steady: return random.happens(fault.share)
    case .growing:
      let grown = min(1, Double(time - fault.onset) / 600_000 + 0.15)
      return random.happens(fault.share * grown)
    case .crashing:
      // Down for the first 50 of every 240 seconds.
      return (time - fault.onset) % 240_000 < 50_000
    }
  }

  private mutating func tellState(_ fault: Incident.Fault, at time: Int64) {
    // A crash is told once, by tellCrashes.
    guard fault.script.course != .crashing, time < fault.onset + 5000 || random.happens(0.7),
      let phrase = random.pick(errors)
    else { return }
    var filling = filling(fault.service)
    filling.new = fault.filling.new
    filling.old = fault.filling.old
    add(
      fault.service, time, fault.script.level, phrase.text(filling, &random),
      trace: fault.script.trace)
  }

  private mutating func complain(of callee: Int, in service: Int, at time: Int64) {
    let way = incident.fault?.script.callers ?? .failed
    // Only who called the faulty service sees how it failed; those above see a failed call.
    let seen = callee == incident.fault?.service ? way : .failed
    guard let phrase = incident.services[service].complaints[seen] else { return }
    var filling = filling(service)
    filling.callee = incident.services[callee].name
    add(service, time, .error, phrase.text(filling, &random))
  }

  private mutating func say(_ service: Int, path: String, at time: Int64) {
    guard let phrase = random.pick(incident.services[service].chatter) else { return }
    var filling = filling(service)
    filling.path = path
    add(service, time, .info, phrase.text(filling, &random))
  }

  private func filling(_ service: Int) -> Phrase.Filling {
    Phrase.Filling(service: incident.services[service].name)
  }

  private mutating func add(
    _ service: Int, _ time: Int64, _ level: LineLevel, _ message: String, trace: [String] = []
  ) {
    guard incident.services[service].format != .access else { return }
    guard time < incident.start + incident.length else { return }
    logs[service].add(time, level, message, trace: trace)
    written += 1
  }
}

extension IncidentScribe {
  /// The change before the fault, and what announces it.
  private mutating func tellChange() {
    guard let fault = incident.fault else { return }
    if let change = fault.script.change {
      let drawn = fault.onset - Int64(random.number(5...240)) * 1000
      let time = fault.changed ?? drawn
      add(fault.service, time, .info, Phrase(change).text(fault.filling, &random))
    }
    for (number, warning) in fault.script.warnings.enumerated() {
      for minute in 1...6 {
        let time = fault.onset - Int64(minute) * 60_000 + Int64(number) * 700
        add(fault.service, time, .warning, Phrase(warning).text(fault.filling, &random))
      }
    }
  }

  private mutating func tellDistractions() {
    for distraction in incident.distractions {
      for number in 0..<distraction.count {
        let length = distraction.end - distraction.start
        let time = distraction.start + length * Int64(number) / Int64(distraction.count)
        let text = distraction.phrase.text(filling(distraction.service), &random)
        add(distraction.service, time + Int64(random.below(900)), distraction.level, text)
      }
    }
  }

  /// A service that crashes says so once, and again when it is back.
  private mutating func tellCrashes() {
    guard let fault = incident.fault, fault.script.course == .crashing else { return }
    var time = fault.onset
    while time < fault.end {
      if let phrase = errors.first {
        add(
          fault.service, time, fault.script.level, phrase.text(fault.filling, &random),
          trace: fault.script.trace)
      }
      if let returning = fault.script.returning {
        add(fault.service, time + 50_000, .info, Phrase(returning).text(fault.filling, &random))
      }
      time += 240_000
    }
  }
}
