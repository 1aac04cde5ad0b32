import Evidence
import Timeline

extension Catalog {
  /// Lists what was observed otherwise than by entries of logs: the services, and the time it spans.
  mutating func take(_ observations: [Observation]) {
    var offsets: Set<Int> = []
    for observation in observations {
      // Objects of a cluster have no times.
      if case .state(let object) = observation.measure {
        note(object: object, of: observation)
        continue
      }
      for time in observation.samples.times {
        if let offset = time.offset { offsets.insert(offset) }
      }
      let found = observation.window
      if let found { window = window?.union(found) ?? found }
      if case .change = observation.measure, observation.service.isEmpty { continue }
      note(observation, found)
    }
    services.sort { $0.name < $1.name }
    hosts = Set(hosts).sorted()
    guard !offsets.isEmpty else { return }
    if statesZone, let known = offset { offsets.insert(known) }
    if !statesZone || offset != nil { offset = offsets.count == 1 ? offsets.first : nil }
    statesZone = true
  }

  /// Lists what runs as services, and what it runs on as hosts: people ask for both.
  private mutating func note(object: String, of observation: Observation) {
    let parts = object.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3 else { return }
    switch parts[0] {
    case "Deployment", "StatefulSet", "DaemonSet", "Service": note(observation, nil)
    case "Node": hosts.append(String(parts[2]))
    case "Pod":
      hosts.append(String(parts[2]))
      if observation.service != parts[2] { note(observation, nil) }
    default: break
    }
  }

  private mutating func note(_ observation: Observation, _ found: TimeWindow?) {
    let paths = observation.samples.paths.sorted()
    let place =
      services.firstIndex { $0.name == observation.service }
      ?? {
        services.append(Service(name: observation.service))
        return services.count - 1
      }()
    // What was done to a service days ago does not make its log begin then.
    var isOfLogToo = false
    if case .change = observation.measure { isOfLogToo = services[place].entries > 0 }
    if let found, !isOfLogToo {
      services[place].window = services[place].window?.union(found) ?? found
    }
    services[place].paths += paths.filter { !services[place].paths.contains($0) }
  }
}
