package exchange.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.acceptance.Acceptance;
import exchange.core.billing.Billing;
import exchange.core.billing.Claim;
import exchange.core.billing.Document;
import exchange.core.blacklist.Blacklisting;
import exchange.core.capacity.Reservation;
import exchange.core.credit.CreditFact;
import exchange.core.credit.CreditObjection;
import exchange.core.dispute.Dispute;
import exchange.core.dispute.Subject;
import exchange.core.event.EventKind;
import exchange.core.ledger.Purpose;
import exchange.core.ledger.TransferKind;
import exchange.core.listing.AcceptanceRule;
import exchange.core.listing.ChargeCode;
import exchange.core.listing.StorageRate;
import exchange.core.listing.SubletRule;
import exchange.core.matching.Reasons;
import exchange.core.member.CreditTier;
import exchange.core.member.Role;
import exchange.core.notice.Topic;
import exchange.core.quote.Objection;
import exchange.core.request.LeaseRequest;
import exchange.core.review.Criterion;
import exchange.core.review.Review;
import exchange.core.review.Side;
import exchange.core.sublet.ConsentRefusal;
import exchange.core.sublet.Sublet;
import exchange.core.values.RefusalCode;
import exchange.core.values.StorageClass;
import exchange.core.values.Unit;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every string of the pages is in both languages, and nowhere but in the bundles. */
class MessagesTest {
  private static final Path TEMPLATES = Path.of("src/main/resources/templates");
  private static final Properties ENGLISH = read("/messages.properties");
  private static final Properties CHINESE = read("/messages_zh.properties");

  private static Properties read(String file) {
    Properties messages =
        new Properties() {
          @Override
          public synchronized Object put(Object key, Object text) {
            if (containsKey(key)) {
              throw new IllegalStateException(file + " says " + key + " twice");
            }
            return super.put(key, text);
          }
        };
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(MessagesTest.class.getResourceAsStream(file)),
            StandardCharsets.UTF_8)) {
      messages.load(reader);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return messages;
  }

  private static Stream<Path> templates() throws IOException {
    try (Stream<Path> files = Files.list(TEMPLATES)) {
      return files.toList().stream();
    }
  }

  @Test
  void bothLanguagesHaveTheSameKeysAndTheSamePlaces() {
    assertThat(CHINESE.stringPropertyNames())
        .containsExactlyInAnyOrderElementsOf(ENGLISH.stringPropertyNames());
    for (String key : ENGLISH.stringPropertyNames()) {
      boolean both = key.startsWith("refusal.VALIDATION_FAILED");
      assertThat(ENGLISH.getProperty(key)).as(key).isNotBlank();
      assertThat(CHINESE.getProperty(key)).as(key).isNotBlank();
      if (!both) {
        assertThat(places(CHINESE.getProperty(key)))
            .as(key)
            .isEqualTo(places(ENGLISH.getProperty(key)));
      }
    }
  }

  private static Set<String> places(String message) {
    return Pattern.compile("\\{(\\w+)}")
        .matcher(message)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A message with values is a pattern, where a single apostrophe would swallow them. */
  @Test
  void noApostropheSwallowsAValue() {
    for (Properties language : List.of(ENGLISH, CHINESE)) {
      assertThat(language.stringPropertyNames())
          .filteredOn(key -> language.getProperty(key).matches("(?s).*\\{\\d.*"))
          .allSatisfy(key -> assertThat(language.getProperty(key)).as(key).doesNotContain("'"));
    }
  }

  @Test
  void everyNameOfTheTradeCanBeSaid() {
    List<String> keys = new ArrayList<>();
    names(keys, "refusal.", RefusalCode.values());
    names(keys, "rule.", Objection.Rule.values());
    Stream.of(Objection.Rule.values()).forEach(rule -> keys.add("rule." + rule + ".help"));
    names(keys, "charge.", ChargeCode.values());
    names(keys, "storageClass.", StorageClass.values());
    Stream.of("unit.", "count.", "one.").forEach(use -> names(keys, use, Unit.values()));
    Stream.of("role.", "login.role.").forEach(use -> names(keys, use, Role.values()));
    names(keys, "state.", LeaseRequest.State.values());
    names(keys, "state.", Billing.State.values());
    names(keys, "due.", Billing.Action.values());
    names(keys, "stage.", Payments.Stage.values());
    names(keys, "purpose.", Purpose.values());
    names(keys, "claim.", Claim.State.values());
    names(keys, "fact.", CreditFact.Kind.values());
    names(keys, "objection.", CreditObjection.Verdict.values());
    names(keys, "blacklist.", Blacklisting.Reason.values());
    names(keys, "blacklist.", Blacklisting.State.values());
    Stream.of("objection", "appeal").forEach(what -> keys.add("awaited." + what));
    names(keys, "answer.", Acceptance.State.values());
    names(keys, "reason.", Acceptance.Reason.values());
    names(keys, "acceptance.", AcceptanceRule.Mode.values());
    names(keys, "ground.", AcceptanceRule.Ground.values());
    names(keys, "sublets.", SubletRule.values());
    names(keys, "consent.", Sublet.Consent.values());
    names(keys, "consent.refusal.", ConsentRefusal.values());
    names(keys, "state.", Dispute.State.values());
    names(keys, "dispute.subject.", Subject.Kind.values());
    names(keys, "dispute.entry.", Dispute.EntryKind.values());
    names(keys, "dispute.by.", Dispute.Party.values());
    Stream.of("review.by.", "review.rating.").forEach(use -> names(keys, use, Side.values()));
    names(keys, "criterion.", Criterion.values());
    names(keys, "review.hide.", Review.Part.values());
    names(keys, "tier.", CreditTier.values());
    names(keys, "event.", EventKind.values());
    names(keys, "topic.", Topic.values());
    names(keys, "transfer.", TransferKind.values());
    Stream.of("document.title.", "document.note.")
        .forEach(use -> names(keys, use, Document.Kind.values()));
    names(keys, "change.", Reasons.Change.values());
    Stream.of("basis.", "listing.per.")
        .forEach(use -> names(keys, use, StorageRate.Basis.values()));
    Stream.of(Reservation.class.getPermittedSubclasses())
        .forEach(state -> keys.add("state." + state.getSimpleName().toUpperCase(Locale.ROOT)));
    ListingSheet.COLUMNS.forEach(column -> keys.add("field." + column));
    assertThat(ENGLISH.stringPropertyNames()).containsAll(keys);
  }

  private static void names(List<String> keys, String use, Enum<?>[] all) {
    Stream.of(all).forEach(each -> keys.add(use + each.name()));
  }

  @Test
  void everyMessageThatATemplateNamesIsThere() throws IOException {
    Set<String> named = new HashSet<>();
    for (Path template : templates().toList()) {
      Pattern.compile("#\\{([A-Za-z][\\w.-]*)")
          .matcher(Files.readString(template))
          .results()
          .forEach(found -> named.add(found.group(1)));
    }
    assertThat(named).hasSizeGreaterThan(100);
    assertThat(ENGLISH.stringPropertyNames()).containsAll(named);
  }

  /** Neither between tags nor in the attributes that people read or hear. */
  @Test
  void noTemplateHasWordsOfItsOwn() throws IOException {
    for (Path template : templates().toList()) {
      String html = Files.readString(template);
      String text =
          html.replaceAll("<(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>", " ").replaceAll("&#\\d+;", "");
      assertThat(text).as(template.toString()).doesNotContainPattern("\\p{L}{2}");
      assertThat(html)
          .as(template.toString())
          .doesNotContainPattern("\\s(?:aria-label|title|placeholder)=\"[^\"]*\\p{L}")
          .doesNotContainPattern("\\salt=\"[^\"]*\\p{L}")
          .doesNotContainPattern("\\s(?:style|on[a-z]+)=");
    }
  }
}
