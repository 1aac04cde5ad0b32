import Testing

/// Names that do not resolve, policies that forbid, ingresses and services that lead nowhere.
@Suite struct NetworkModeTests {
  @Test(arguments: cases) func `The mechanism is told, and its twin is left alone`(mode: Mode) {
    mode.check()
  }

  static let cases: [Mode] = [
    hostNetwork, nodeResolver, names, inward, outward, printed, class_, backend, secret, twice,
    balancer,
    local,
    headless,
  ]

  private static let unresolved = """
    2026-03-10T10:00:01Z ERROR dial tcp: lookup db.shop.svc.cluster.local on 10.20.0.2:53: no such host
    2026-03-10T10:00:31Z ERROR dial tcp: lookup db.shop.svc.cluster.local on 10.20.0.2:53: no such host
    """

  static let hostNetwork = Mode(
    "host-network-resolver", ["web"], ["web", "hostNetwork", "ClusterFirst", "10.20.0.2"],
    cure: ["dnsPolicy: ClusterFirst": "dnsPolicy: ClusterFirstWithHostNet"],
    [
      "web.yaml": Text.deployment("web", spec: "dnsPolicy: ClusterFirst\nhostNetwork: true"),
      "session.txt": """
      $ kubectl get pods -n shop
      NAME                   READY   STATUS    RESTARTS   AGE
      web-5c8b9d7f6-qwrtz    1/1     Running   0          9m

      $ kubectl -n shop exec web-5c8b9d7f6-qwrtz -- cat /etc/resolv.conf
      nameserver 10.20.0.2
      search shop.internal
      """,
      "web.log": unresolved,
    ])

  static let nodeResolver = Mode(
    "host-network-resolver", ["web"], ["web", "dnsPolicy is Default"],
    cure: ["dnsPolicy: Default": "dnsPolicy: ClusterFirst"],
    [
      "web.yaml": Text.deployment("web", spec: "dnsPolicy: Default"), "pods.txt": Text.others,
      "web.log": unresolved,
    ])

  private static func policy(_ name: String, _ app: String, _ rest: String) -> String {
    """
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata:
      name: \(name)
      namespace: shop
      uid: 3f1d
    spec:
      podSelector:
        matchLabels:
          app: \(app)
    \(rest.indented(2))
    """
  }

  private static func pair(
    _ policy: String, _ log: String, as file: String = "policy.yaml"
  ) -> [String: String] {
    [
      "web.yaml": Text.deployment(
        "web", container: "env:\n- name: DB_ADDR\n  value: db:5432"),
      "db.yaml": Text.deployment("db") + """
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: db
          namespace: shop
          uid: 3f1e
        spec:
          ports:
          - port: 5432
            targetPort: 5432
          selector:
            app: db
        """,
      file: policy, "web.log": log,
    ]
  }

  private static let silent = """
    2026-03-10T10:00:01Z ERROR dial tcp db:5432: i/o timeout
    2026-03-10T10:00:31Z ERROR dial tcp db:5432: i/o timeout
    """

  static let names = Mode(
    "policy-names", ["web"], ["web", "`only-db`", "port 53"],
    cure: ["port: 8443": "{port: 53, protocol: UDP}"],
    pair(
      policy(
        "only-db", "web",
        "policyTypes: [Egress]\negress:\n- ports:\n  - port: 8443\n  to:\n  - podSelector:\n      matchLabels:\n        app: db"
      ),
      """
      2026-03-10T10:00:01Z ERROR lookup db: Temporary failure in name resolution
      2026-03-10T10:00:31Z ERROR lookup db: Temporary failure in name resolution
      """))

  static let inward = Mode(
    "policy-ingress", ["db"], ["db", "`db-in`", "`web`", "5432", "role=api"],
    cure: ["role: api": "app: web"],
    pair(
      policy(
        "db-in", "db",
        "policyTypes: [Ingress]\ningress:\n- from:\n  - podSelector:\n      matchLabels:\n        role: api"
      ),
      silent))

  static let outward = Mode(
    "policy-egress", ["web"], ["web", "`web-out`", "`db`", "5432", "app=cache"],
    cure: ["app: cache": "app: db"],
    pair(
      policy(
        "web-out", "web",
        "policyTypes: [Egress]\negress:\n- to:\n  - podSelector:\n      matchLabels:\n        app: cache\n- ports:\n  - port: 53"
      ),
      silent))

  /// What is said to hold for other pods, as kubectl describes it, closes nothing here.
  static let printed = Mode(
    "policy-ingress", ["db"], ["db", "`db-in`", "`web`", "5432", "default deny"],
    cure: ["PodSelector:     app=db": "PodSelector:     app=cache"],
    pair(
      """
      $ kubectl describe networkpolicy db-in -n shop
      Name:         db-in
      Namespace:    shop
      Created on:   2026-03-01 09:00:00 +0000 UTC
      Labels:       <none>
      Annotations:  <none>
      Spec:
        PodSelector:     app=db
        Allowing ingress traffic:
          <none> (Selected pods are isolated for ingress connectivity)
        Not affecting egress traffic
        Policy Types: Ingress
      """, silent, as: "policy.txt"))

  private static func ingress(
    _ name: String, service: String = "web", port: String = "80", rest: String = ""
  ) -> String {
    """
    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata:
      name: \(name)
      namespace: shop
      uid: 3f1c
    spec:
      ingressClassName: nginx
    \(rest.indented(2))  rules:
      - host: shop.test
        http:
          paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: \(service)
                port:
                  number: \(port)

    """
  }

  private static let listings = """
    $ kubectl get ingressclass
    NAME    CONTROLLER             PARAMETERS   AGE
    nginx   k8s.io/ingress-nginx   <none>       90d

    $ kubectl get services -n shop
    NAME    TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE
    web     ClusterIP   10.0.0.1     <none>        80/TCP    90d
    other   ClusterIP   10.0.0.2     <none>        80/TCP    90d

    $ kubectl get secrets -n shop
    NAME    TYPE                DATA   AGE
    shop    kubernetes.io/tls   2      90d

    """

  static let class_ = Mode(
    "ingress-class", ["shop"], ["shop", "`traefik`", "`nginx`"],
    cure: ["className: traefik": "className: nginx", "Name: traefik": "Name: nginx"],
    [
      "ingress.yaml": ingress("shop").replacing("ClassName: nginx", with: "ClassName: traefik"),
      "lists.txt": listings,
    ])

  static let backend = Mode(
    "ingress-backend", ["shop"], ["shop", "port 8080", "`web`", "80"],
    cure: ["number: 8080": "number: 80"],
    ["ingress.yaml": ingress("shop", port: "8080"), "lists.txt": listings])

  static let secret = Mode(
    "ingress-secret", ["shop"], ["shop", "`shop-tls`", "does not exist"],
    cure: ["secretName: shop-tls": "secretName: shop"],
    [
      "ingress.yaml": ingress(
        "shop", rest: "tls:\n- hosts:\n  - shop.test\n  secretName: shop-tls"),
      "lists.txt": listings,
    ])

  static let twice = Mode(
    "ingress-twice", ["shop"], ["`shop.test/`", "`web`", "`other`"],
    cure: ["name: other": "name: web"],
    [
      "ingress.yaml": ingress("shop") + "---\n" + ingress("late", service: "other"),
      "lists.txt": listings,
    ])

  static let balancer = Mode(
    "load-balancer-pending", ["web"], ["web", "LoadBalancer", "<pending>"],
    cure: ["<pending>    ": "203.0.113.7  "],
    [
      "services.txt": """
      $ kubectl get services -n shop
      NAME    TYPE           CLUSTER-IP   EXTERNAL-IP   PORT(S)        AGE
      web     LoadBalancer   10.0.0.1     <pending>     80:30080/TCP   90d
      other   ClusterIP      10.0.0.2     <none>        80/TCP         90d
      """
    ])

  static let local = Mode(
    "traffic-policy-local", ["web"], ["web", "externalTrafficPolicy: Local", "`n2`", "n1"],
    cure: ["externalTrafficPolicy: Local": "externalTrafficPolicy: Cluster"],
    [
      "web.yaml": Text.deployment("web") + """
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: web
          namespace: shop
          uid: 3f1e
        spec:
          externalTrafficPolicy: Local
          ports:
          - port: 80
            nodePort: 30080
          selector:
            app: web
          type: NodePort
        """,
      "session.txt": """
      $ kubectl get pods -n shop -o wide
      NAME                   READY   STATUS    RESTARTS   AGE   IP          NODE
      web-5c8b9d7f6-qwrtz    1/1     Running   0          9m    10.1.0.11   n1

      $ kubectl get nodes -o wide
      NAME   STATUS   ROLES    AGE   VERSION   INTERNAL-IP   EXTERNAL-IP
      n1     Ready    <none>   90d   v1.31.5   10.20.0.11    <none>
      n2     Ready    <none>   90d   v1.31.5   10.20.0.12    <none>

      $ nc -zv -w 3 10.20.0.12 30080
      nc: connect to 10.20.0.12 port 30080 (tcp) timed out: Operation now in progress
      """,
    ])

  static let headless = Mode(
    "headless-port", ["db"], ["db", "headless", "80", "8080"],
    cure: ["clusterIP: None": "clusterIP: 10.0.0.9"],
    [
      "web.yaml": Text.deployment("web"),
      "db.yaml": Text.deployment("db", container: "ports:\n- containerPort: 8080") + """
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: db
          namespace: shop
          uid: 3f1e
        spec:
          clusterIP: None
          ports:
          - port: 80
            targetPort: 8080
          selector:
            app: db
        """,
      "web.log": """
      2026-03-10T10:00:01Z ERROR dial tcp 10.1.0.9:80: connect: connection refused
      2026-03-10T10:00:31Z ERROR dial tcp 10.1.0.9:80: connect: connection refused
      """,
    ])
}
