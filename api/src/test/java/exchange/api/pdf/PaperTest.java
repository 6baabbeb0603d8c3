package exchange.api.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.billing.Document;
import exchange.core.lease.Contract;
import exchange.core.lease.LeaseTerms;
import exchange.core.listing.Bill;
import exchange.core.listing.ChargeCode;
import exchange.core.listing.Listing;
import exchange.core.listing.Pricing;
import exchange.core.listing.RateCard;
import exchange.core.listing.StorageRate;
import exchange.core.member.Caller;
import exchange.core.member.Credential;
import exchange.core.member.Organization;
import exchange.core.member.Role;
import exchange.core.request.LeaseRequest;
import exchange.core.testing.InMemoryExchange;
import exchange.core.testing.Ports;
import exchange.core.testing.Trade;
import exchange.core.values.StorageClass;
import exchange.core.values.Unit;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;

/** What a customer is sent; with {@code -Dpapers} also as images in {@code target/papers}. */
class PaperTest {
  private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE);
  private static final Instant AT = Instant.parse("2031-03-01T08:15:00Z");

  private final Paper paper = new Paper(messages());
  private final Map<UUID, Organization> members;
  private final Contract contract;

  PaperTest() {
    Ports ports = new InMemoryExchange(Clock.systemUTC()).ports();
    Organization owner = member(ports, "Altona Lagerhaus GmbH", "DE", Role.OWNER);
    Organization exporter = member(ports, "宁波灯笼进出口有限公司 (Ningbo Lantern Co.)", "CN", Role.EXPORTER);
    members = Map.of(owner.id(), owner, exporter.id(), exporter);
    Listing plain =
        Trade.offer(new Trade(ports).warehouse(new Caller(owner.id(), owner.roles())), 60);
    RateCard card =
        new RateCard(
            CurrencyUnit.EUR,
            new StorageRate(new BigDecimal("0.38"), StorageRate.Basis.DAY),
            new BigDecimal("4.20"),
            new BigDecimal("4.60"),
            new BigDecimal("150"),
            List.of(),
            List.of(),
            new BigDecimal("19"));
    Listing listing =
        new Listing(
            plain.id(),
            plain.ownerId(),
            plain.site(),
            plain.storageClass(),
            plain.unit(),
            plain.quantity(),
            plain.window(),
            card,
            1,
            1,
            true);
    LeaseRequest request =
        new LeaseRequest(
            UUID.nameUUIDFromBytes(new byte[] {1}),
            exporter.id(),
            "LED lanterns, boxed / LED 灯笼，盒装 🏮",
            StorageClass.AMBIENT,
            Unit.XPX,
            40,
            Trade.OPENING,
            Trade.OPENING,
            100,
            List.of(new LeaseRequest.Market(Trade.HAMBURG, BigDecimal.ONE)),
            Money.parse("EUR 100000"));
    LeaseTerms terms = Trade.terms(request, listing, new Pricing(BigDecimal.valueOf(5)));
    UUID id = UUID.fromString("8e7d6c5b-9999-3a4b-8c7d-5e6f70810001");
    contract =
        new Contract(
            id,
            UUID.nameUUIDFromBytes(new byte[] {2}),
            terms,
            AT,
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            List.of());
  }

  private static ResourceBundleMessageSource messages() {
    ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    messages.setBasename("messages");
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    return messages;
  }

  private static Organization member(Ports ports, String name, String country, Role role) {
    UUID id = UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    Organization member = new Organization(id, name, country, Set.of(role));
    return Trade.now(ports.organizations().admit(member, new Credential("client", id, "hash")));
  }

  private Document document(Document.Kind kind) {
    Bill.Period period = contract.terms().bill().periods().get(0);
    boolean statement = kind == Document.Kind.STATEMENT;
    boolean credit = kind == Document.Kind.CREDIT_NOTE;
    List<Bill.Line> lines =
        period.lines().stream()
            .filter(line -> !statement || line.code() != ChargeCode.COMMISSION)
            .map(
                line ->
                    credit
                        ? new Bill.Line(
                            line.code(), line.quantity(), line.rate(), line.amount().negated())
                        : line)
            .toList();
    return new Document(
        UUID.nameUUIDFromBytes(kind.name().getBytes(java.nio.charset.StandardCharsets.UTF_8)),
        kind,
        statement ? Optional.of(contract.terms().ownerId()) : Optional.empty(),
        statement ? Optional.empty() : Optional.of(contract.terms().exporterId()),
        1042,
        contract.id(),
        period.dates().from(),
        period.dates().to(),
        lines,
        lines.stream().map(Bill.Line::amount).reduce(Money.zero(CurrencyUnit.EUR), Money::plus),
        AT,
        credit ? Optional.of(UUID.nameUUIDFromBytes(new byte[] {3})) : Optional.empty(),
        credit
            ? Optional.of("The goods came out a day early, as agreed by telephone. 货物提前一天出库。")
            : Optional.empty());
  }

  @Test
  void saysWhatTheBooksSayInBothLanguages() throws IOException {
    for (Document.Kind kind : Document.Kind.values()) {
      Document document = document(kind);
      for (Locale language : LANGUAGES) {
        byte[] pdf = paper.of(document, contract, members, language);
        String text = text(pdf, kind + "-" + language.getLanguage());
        assertThat(text)
            .contains("1042", contract.id().toString(), "LED 灯笼", "Altona Shed")
            .doesNotContain("{", "paper.")
            .contains(messages().getMessage("paper." + kind, null, language))
            .contains(
                document
                    .total()
                    .getAmount()
                    .toPlainString()
                    .replaceFirst("(\\d)(\\d{3}\\.)", "$1,$2"));
        for (Bill.Line line : document.lines()) {
          assertThat(text).contains(messages().getMessage("charge." + line.code(), null, language));
        }
        document.reason().ifPresent(reason -> assertThat(text).contains("货物提前一天出库"));
        assertThat(paper.of(document, contract, members, language)).isEqualTo(pdf);
      }
    }
    for (Locale language : LANGUAGES) {
      byte[] pdf = paper.of(contract, members, language);
      assertThat(text(pdf, "contract-" + language.getLanguage()))
          .contains("Altona Lagerhaus GmbH", "宁波灯笼进出口有限公司", "LED 灯笼", contract.id().toString());
      assertThat(new Paper(messages()).of(contract, members, language)).isEqualTo(pdf);
    }
  }

  /** Whoever reads it needs no font, and gets no whole one. */
  @Test
  void takesOfTheFontWhatItShows() throws IOException {
    byte[] pdf = paper.of(contract, members, Locale.SIMPLIFIED_CHINESE);
    assertThat(pdf).hasSizeLessThan(200_000);
    try (PDDocument read = Loader.loadPDF(pdf)) {
      for (COSName name : read.getPage(0).getResources().getFontNames()) {
        PDFont font = read.getPage(0).getResources().getFont(name);
        assertThat(font.isEmbedded()).isTrue();
        assertThat(font.getName()).matches("[A-Z]{6}\\+NotoSansSC-.*");
      }
    }
  }

  private static String text(byte[] pdf, String name) throws IOException {
    try (PDDocument read = Loader.loadPDF(pdf)) {
      if (System.getProperty("papers") != null) {
        Path folder = Files.createDirectories(Path.of("target", "papers"));
        for (int i = 0; i < read.getNumberOfPages(); i++) {
          Path file = folder.resolve(name + "-" + i + ".png");
          ImageIO.write(new PDFRenderer(read).renderImageWithDPI(i, 80), "png", file.toFile());
        }
      }
      return new PDFTextStripper().getText(read);
    }
  }

  @Test
  void whatNoFontHasIsAQuestionMark() throws IOException {
    byte[] pdf = paper.of(contract, members, Locale.ENGLISH);
    assertThat(text(pdf, "contract-en")).contains("盒装 ?").doesNotContain("🏮");
  }
}
