package exchange.api.rest;

import exchange.api.rest.Contract.Operation;
import exchange.api.rest.Contract.Parameter;
import exchange.api.rest.World.Answer;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/**
 * One of everything, by the name of its path parameter: the owner's warehouse and listing, and of
 * the exporter's an open request with a quote, a hold, a contract, a claim, a dispute, the quotes
 * of an amendment, an annex and a conversion, a webhook with a delivery, an invoice and a review.
 */
public final class Things {
  private final World world;
  private final Map<String, String> ids = new LinkedHashMap<>();
  private JsonNode stay = World.JSON.nullNode();

  private Things(World world) {
    this.world = world;
  }

  public static Things make(World world) {
    Things things = new Things(world);
    String owner = world.member("owner").token();
    String exporter = world.member("exporter").token();
    String operator = world.member("operator").token();
    things.ids.put("organizationId", world.member("exporter").id());
    things.ids.put("warehouseId", things.id(things.post(owner, "registerWarehouse")));
    things.ids.put("listingId", things.id(things.post(owner, "publishListing")));
    things.ids.put("blockId", things.id(things.post(owner, "blockDays")));
    things.post(operator, "depositFunds");
    things.conversion(operator, exporter);
    things.request(exporter);
    String held = things.reserve(exporter, things.id("quoteId"));
    String contract = things.id(world.post(exporter, confirmation(held), null).expect(201));
    things.ids.put("contractId", contract);
    things.stay = world.get(exporter, "/v1/contracts/" + contract).json().at("/terms/stay");
    things.ids.put("amendmentId", things.id(things.post(exporter, "quoteAmendment")));
    things.ids.put("annexId", things.id(things.post(exporter, "quoteAnnex")));
    JsonNode sublet = things.post(exporter, "offerSublet").json();
    things.ids.put("subletId", sublet.at("/listing/id").asString());
    things.ids.put("claimId", things.id(things.post(owner, "fileClaim")));
    things.ids.put("novationId", things.id(things.post(exporter, "offerNovation")));
    things.offered();
    things.disputes(owner, exporter, operator);
    things.request(exporter);
    things.ids.put("reservationId", things.reserve(exporter, things.id("quoteId")));
    things.webhook(exporter);
    things.ids.put("matchingRoundId", things.id(things.post(operator, "startMatchingRound")));
    world.runRounds();
    things.ids.put("waitingContractId", things.waiting());
    things.reviews();
    things.request(exporter);
    things.ids.put("documentId", things.invoice());
    things.objection();
    things.blacklistings();
    things.bank();
    return things;
  }

  /** One that is open, with an offer and a file; one to rule on, and one that is ruled. */
  private void disputes(String owner, String exporter, String operator) {
    ids.put("ruleDispute disputeId", dispute(exporter, "2027-02-15"));
    ids.put("appealRuling disputeId", dispute(exporter, "2027-02-16"));
    for (String asked : List.of("ruleDispute", "appealRuling")) {
      ids.put("answerDispute disputeId", id(asked + " disputeId"));
      post(owner, "answerDispute");
    }
    String waits = id("ruleDispute disputeId");
    ids.put("ruleDispute disputeId", id("appealRuling disputeId"));
    post(operator, "ruleDispute");
    ids.put("ruleDispute disputeId", waits);
    ids.remove("answerDispute disputeId");
    ids.put("disputeId", dispute(exporter, "2027-02-17"));
    ids.put("offerId", last(post(exporter, "offerSettlement")));
    ids.put("evidenceId", last(post(exporter, "addEvidence")));
  }

  private String dispute(String exporter, String day) {
    Map<String, Object> subject = Map.of("kind", "GOODS_EVENT", "day", day, "what", "Rain came in");
    return id(post(exporter, "openDispute", Map.of("subject", subject)));
  }

  /** What was added to its timeline. */
  private static String last(Answer dispute) {
    JsonNode timeline = dispute.json().path("timeline");
    return timeline.path(timeline.size() - 1).path("id").asString();
  }

  /** A lease of somebody else's that the exporter may take over. */
  private void offered() {
    String holder = world.member("newcomer").token();
    String path = "/v1/organizations/" + world.member("newcomer").id() + "/deposits";
    Map<String, Object> amount = Map.of("amount", "5000.00", "currency", "USD");
    Map<String, Object> deposit = Map.of("amount", amount, "reference", "by hand");
    world.post(world.member("operator").token(), path, deposit).expect(201);
    String request = id(post(holder, "fileLeaseRequest"));
    String held = reserve(holder, quote(holder, request, id("listingId")));
    String contract = id(world.post(holder, confirmation(held), null).expect(201));
    Map<String, Object> offer = world.body(world.contract().operation("offerNovation"), this);
    offer.put("organizationId", world.member("exporter").id());
    String id = id(world.post(holder, "/v1/contracts/" + contract + "/novations", offer));
    String owner = world.member("owner").token();
    world.post(owner, "/v1/novations/" + id + "/consent", null).expect(200);
    ids.put("offeredId", id);
  }

  /** A file with a payout in it, one that waits for its file, one that waits for an operator. */
  private void bank() {
    for (String kind : List.of("operator", "stranger")) {
      String path = "/v1/organizations/" + world.member(kind).id() + "/deposits";
      Map<String, Object> amount = Map.of("amount", "5000.00", "currency", "USD");
      Map<String, Object> deposit = Map.of("amount", amount, "reference", "by hand");
      world.post(world.member("operator").token(), path, deposit).expect(201);
    }
    String operator = world.member("operator").token();
    released();
    ids.put("paymentFileId", id(post(operator, "writePaymentFile")));
    released();
    ids.put("payoutId", id(post(world.member("exporter").token(), "requestPayout")));
    ids.put("cardPaymentId", id(post(world.member("exporter").token(), "payByCard")));
    Operation statement = world.contract().operation("importBankStatement");
    String once = "" + UUID.randomUUID();
    String xml = world.contract().xml(statement).replace("214", once);
    world.send("POST", statement.path(), World.intentXml(operator, once), xml).expect(200);
    JsonNode entries = world.get(operator, "/v1/bank-entries?limit=1").expect(200).json();
    ids.put("bankEntryId", entries.path("items").path(0).path("id").asString());
  }

  private void released() {
    String payout = id(post(world.member("exporter").token(), "requestPayout"));
    for (String operator : List.of("operator", "second operator")) {
      String path = "/v1/payouts/" + payout + "/approval";
      world.post(world.member(operator).token(), path, null).expect(200);
    }
  }

  /** Of a lease that is cancelled too late to be free, for it begins within twelve hours. */
  private String invoice() {
    String owner = world.member("owner").token();
    String exporter = world.member("exporter").token();
    ZoneId evening = zoneWithHour(18);
    LocalDate tomorrow = LocalDate.now(evening).plusDays(1);
    String warehouse = id(post(owner, "registerWarehouse", Map.of("zone", evening.getId())));
    // Open for this lease only, lest quotes for others find it.
    Map<String, Object> window = Map.of("from", "" + tomorrow, "to", "" + tomorrow.plusDays(60));
    String listing =
        id(post(owner, "publishListing", Map.of("warehouseId", warehouse, "window", window)));
    Map<String, Object> start =
        Map.of("earliestStart", "" + tomorrow, "latestStart", "" + tomorrow);
    String request = id(post(exporter, "fileLeaseRequest", start));
    String held = reserve(exporter, quote(exporter, request, listing));
    String contract = id(world.post(exporter, confirmation(held), null).expect(201));
    world.post(exporter, "/v1/contracts/" + contract + "/cancellation", null).expect(200);
    close(listing);
    JsonNode documents = world.get(exporter, "/v1/documents?limit=1").expect(200).json();
    return documents.path("items").path(0).path("id").asString();
  }

  /** A lease of a listing whose owner decides by hand, and which nobody else can lease. */
  private String waiting() {
    String owner = world.member("owner").token();
    String exporter = world.member("exporter").token();
    Map<String, Object> byHand = Map.of("mode", "BY_HAND");
    String listing = id(post(owner, "publishListing", Map.of("acceptance", byHand)));
    String request = id(post(exporter, "fileLeaseRequest"));
    String held = reserve(exporter, quote(exporter, request, listing));
    close(listing);
    return id(world.post(exporter, confirmation(held), null).expect(201));
  }

  /** Of two leases that are over, one is reviewed by both sides. */
  private void reviews() {
    String exporter = world.member("exporter").token();
    ids.put("giveReview contractId", over());
    ids.put("getLeaseReviews contractId", over());
    String path = path(world.contract().operation("getLeaseReviews"));
    Operation give = world.contract().operation("giveReview");
    world.post(exporter, path, world.body(give, this)).expect(201);
    List<Map<String, Object>> marks =
        Stream.of("GOODS_AS_DECLARED", "PUNCTUALITY", "COMMUNICATION")
            .map(each -> Map.<String, Object>of("criterion", each, "mark", 2))
            .toList();
    Map<String, Object> owners = Map.of("marks", marks, "words", "Late twice");
    ids.put("reviewId", id(world.post(world.member("owner").token(), path, owners).expect(201)));
  }

  private String over() {
    String exporter = world.member("exporter").token();
    String request = id(post(exporter, "fileLeaseRequest", Map.of("days", 14)));
    String held = reserve(exporter, quote(exporter, request, id("listingId")));
    String contract = id(world.post(exporter, confirmation(held), null).expect(201));
    world.runOut(contract);
    return contract;
  }

  /** To the owner's refusal of a lease; the exporter has one to make to its late cancellation. */
  private void objection() {
    String owner = world.member("owner").token();
    ids.put("factId", event(world.member("exporter").token(), "CONTRACT_CANCELLED"));
    String refusal = "/v1/contracts/" + waiting() + "/refusal";
    world.post(owner, refusal, Map.of("reason", "DATES")).expect(200);
    String path = "/v1/organizations/" + world.member("owner").id() + "/credit/objections";
    Map<String, Object> objection =
        Map.of("eventId", event(owner, "CONTRACT_DECLINED"), "words", "It was a mistake");
    ids.put("objectionId", id(world.post(owner, path, objection).expect(201)));
    for (String about : List.of("answerObjection", "listObjections")) {
      ids.put(about + " organizationId", world.member("owner").id());
    }
  }

  /** The latest of that kind. */
  private String event(String token, String kind) {
    JsonNode events = world.get(token, "/v1/events?limit=200").expect(200).json().path("items");
    for (JsonNode event : events) {
      if (event.path("kind").asString().equals(kind)) {
        return event.path("id").asString();
      }
    }
    throw new AssertionError("no " + kind + " in " + events);
  }

  /** One to appeal against, one that was appealed against, and a member that is not listed. */
  private void blacklistings() {
    String operator = world.member("operator").token();
    ids.put("blacklistMember organizationId", world.admit("EXPORTER").id());
    World.Member appealing = world.admit("EXPORTER");
    String path = "/v1/organizations/" + appealing.id() + "/blacklistings";
    String appealed = id(world.post(world.member("second operator").token(), path, listing()));
    Map<String, Object> words = Map.of("words", "All is paid");
    world.post(appealing.token(), path + "/" + appealed + "/appeal", words).expect(200);
    for (String answer : List.of("upholdBlacklisting", "liftBlacklisting")) {
      ids.put(answer + " organizationId", appealing.id());
      ids.put(answer + " blacklistingId", appealed);
    }
    String member = world.member("blacklisted").id();
    String list = "/v1/organizations/" + member + "/blacklistings";
    JsonNode latest = world.get(operator, list + "?limit=1").expect(200).json().at("/items/0");
    if (latest.path("state").asString().equals("IN_FORCE")) {
      String lifting = list + "/" + latest.path("id").asString() + "/lifting";
      world.post(operator, lifting, words).expect(200);
    }
    ids.put("blacklistingId", id(world.post(operator, list, listing()).expect(201)));
    for (String about : List.of("appealBlacklisting", "listBlacklistings")) {
      ids.put(about + " organizationId", member);
    }
  }

  private Map<String, Object> listing() {
    return world.body(world.contract().operation("blacklistMember"), this);
  }

  /** Leaves the market to others: of many listings alike, quotes name the first ones only. */
  void close() {
    close(id("listingId"));
  }

  private void close(String listing) {
    Map<String, Object> closed = world.body(world.contract().operation("reviseListing"), this);
    closed.put("open", false);
    String owner = world.member("owner").token();
    String path = "/v1/listings/" + listing;
    String tag = world.get(owner, path).expect(200).headers().getETag();
    Consumer<HttpHeaders> edit = World.intent(owner, "-").andThen(h -> h.set("If-Match", tag));
    world.send("PUT", path, edit, closed).expect(200);
  }

  private void conversion(String operator, String exporter) {
    post(operator, "stateExchangeRates");
    Map<String, Object> euros = Map.of("amount", "10000", "currency", "EUR");
    post(operator, "addOwnFunds", Map.of("purpose", "FX", "amount", euros));
    ids.put("conversionId", id(post(exporter, "quoteConversion")));
  }

  /** One in which it is that hour now. */
  private static ZoneId zoneWithHour(int hour) {
    int ahead = Math.floorMod(hour - LocalTime.now(ZoneOffset.UTC).getHour() + 11, 24) - 11;
    return ZoneId.of("Etc/GMT" + (ahead > 0 ? "-" + ahead : "+" + -ahead));
  }

  /** Its own registration is the first event that it is told of. */
  private void webhook(String exporter) {
    Answer registered = post(exporter, "registerWebhook");
    ids.put("webhookId", registered.json().path("webhook").path("id").asString());
    Operation listing = world.contract().operation("listDeliveries");
    JsonNode deliveries = world.get(exporter, path(listing)).expect(200).json().path("items");
    ids.put("deliveryId", deliveries.path(0).path("id").asString());
  }

  private static String confirmation(String reservation) {
    return "/v1/reservations/" + reservation + "/confirmation";
  }

  private void request(String exporter) {
    ids.put("leaseRequestId", id(post(exporter, "fileLeaseRequest")));
    ids.put("quoteId", quote(exporter, id("leaseRequestId"), id("listingId")));
  }

  private String quote(String exporter, String request, String listing) {
    String path = "/v1/lease-requests/" + request + "/quotes?limit=50";
    JsonNode quotes = world.post(exporter, path, null).expect(201).json();
    for (JsonNode quote : quotes.path("quotes")) {
      if (quote.path("terms").path("listingId").asString().equals(listing)) {
        return quote.path("id").asString();
      }
    }
    throw new AssertionError("the listing gave no quote: " + quotes);
  }

  private String reserve(String exporter, String quote) {
    return id(world.post(exporter, "/v1/reservations", Map.of("quoteId", quote)));
  }

  private Answer post(String token, String operationId) {
    return post(token, operationId, Map.of());
  }

  private Answer post(String token, String operationId, Map<String, Object> changes) {
    Operation operation = world.contract().operation(operationId);
    Map<String, Object> body = world.body(operation, this);
    body.putAll(changes);
    Answer answer = world.post(token, path(operation), body);
    return answer.expect(operation.success());
  }

  private String id(Answer answer) {
    return answer.json().path("id").asString();
  }

  public String id(String parameter) {
    return ids.getOrDefault(parameter, "");
  }

  /** Of the exporter's contract. */
  JsonNode stay() {
    return stay;
  }

  /** In the path of an operation, which may need one in a state of its own. */
  public String id(Operation operation, String parameter) {
    return ids.getOrDefault(operation.id() + " " + parameter, id(parameter));
  }

  /** Everything that only the exporter, the owner and the operator may know. */
  public List<String> privateIds() {
    return ids.entrySet().stream()
        .filter(
            each -> !List.of("listingId", "subletId", "matchingRoundId").contains(each.getKey()))
        .filter(each -> !each.getKey().equals("warehouseId"))
        .filter(each -> !each.getKey().endsWith(" organizationId"))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** The operation's path with these ids, and its required query. */
  public String path(Operation operation) {
    return path(operation, ids);
  }

  /** The same with ids that nothing has. */
  public String pathOfNothing(Operation operation) {
    return path(operation, Map.of());
  }

  private String path(Operation operation, Map<String, String> ids) {
    String path = operation.path();
    StringBuilder query = new StringBuilder();
    for (Parameter parameter : operation.parameters()) {
      if (parameter.in().equals("path")) {
        String id =
            ids.getOrDefault(
                operation.id() + " " + parameter.name(),
                ids.getOrDefault(parameter.name(), UUID.randomUUID().toString()));
        path = path.replace("{" + parameter.name() + "}", id);
      } else if (parameter.in().equals("query") && parameter.required()) {
        query.append(query.isEmpty() ? "?" : "&").append(parameter.name()).append('=');
        query.append(parameter.name().equals("to") ? world.start().plusDays(7) : world.start());
      }
    }
    return path + query;
  }
}
