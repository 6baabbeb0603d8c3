package exchange.api.pdf;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.text.BreakIterator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * Paper that is written from top to bottom, page after page. The same words under the same id make
 * the same bytes.
 */
final class Sheet {
  private static final float LEFT = 56;
  private static final float TOP = 64;
  private static final float BOTTOM = 72;
  private static final float WIDTH = PDRectangle.A4.getWidth() - 2 * LEFT;
  private static final float TEXT = 9.5f;
  private static final float LEADING = 1.45f;
  private static final Color INK = new Color(0x1c, 0x25, 0x2b);
  private static final Color FAINT = new Color(0x6a, 0x75, 0x7c);
  private static final Color RULE = new Color(0xc9, 0xd0, 0xd4);

  /** A column of a table: the share of the width that it takes, and where its cells end. */
  record Column(String head, float share, boolean toTheRight) {}

  private final Locale locale;
  private final Typeface plainFace;
  private final PDDocument document = new PDDocument();
  private final PDType0Font plain;
  private final PDType0Font bold;
  private PDPageContentStream page;
  private float y;

  Sheet(Typeface plain, Typeface bold, Locale locale) throws IOException {
    this.locale = locale;
    this.plainFace = plain;
    this.plain = plain.in(document);
    this.bold = bold.in(document);
    this.page = turn();
  }

  private PDPageContentStream turn() throws IOException {
    PDPage next = new PDPage(PDRectangle.A4);
    document.addPage(next);
    y = PDRectangle.A4.getHeight() - TOP;
    return new PDPageContentStream(document, next);
  }

  /** Goes on with the next page if there is no room for so much. */
  private void keep(float height) throws IOException {
    if (y - height < BOTTOM) {
      page.close();
      page = turn();
    }
  }

  void title(String title, String beside) throws IOException {
    write(bold, 20, INK, LEFT, title);
    String shown = plainFace.shown(beside);
    write(plain, TEXT, FAINT, LEFT + WIDTH - width(plain, TEXT, shown), shown);
    y -= 34;
  }

  void heading(String heading) throws IOException {
    y -= 10;
    keep(60);
    write(bold, 11, INK, LEFT, heading);
    y -= 18;
  }

  /** What is named, in two columns. */
  void facts(Map<String, String> facts) throws IOException {
    float indent = WIDTH * 0.28f;
    for (Map.Entry<String, String> fact : facts.entrySet()) {
      List<String> lines = wrap(plain, TEXT, fact.getValue(), WIDTH - indent);
      keep(lines.size() * TEXT * LEADING);
      write(plain, TEXT, FAINT, LEFT, fact.getKey());
      for (String line : lines) {
        write(plain, TEXT, INK, LEFT + indent, line);
        y -= TEXT * LEADING;
      }
    }
    y -= 6;
  }

  void paragraph(String text) throws IOException {
    for (String line : wrap(plain, TEXT, text, WIDTH)) {
      keep(TEXT * LEADING);
      write(plain, TEXT, INK, LEFT, line);
      y -= TEXT * LEADING;
    }
    y -= 6;
  }

  /** The last row is the sum. */
  void table(List<Column> columns, List<List<String>> rows) throws IOException {
    keep(64);
    row(columns, columns.stream().map(Column::head).toList(), plain, FAINT);
    for (int i = 0; i < rows.size(); i++) {
      boolean sum = i == rows.size() - 1;
      if (y - 24 < BOTTOM) {
        keep(PDRectangle.A4.getHeight());
        row(columns, columns.stream().map(Column::head).toList(), plain, FAINT);
      }
      row(columns, rows.get(i), sum ? bold : plain, INK);
    }
    y -= 8;
  }

  private void row(List<Column> columns, List<String> cells, PDType0Font font, Color color)
      throws IOException {
    float x = LEFT;
    int most = 1;
    for (int i = 0; i < columns.size(); i++) {
      float room = WIDTH * columns.get(i).share();
      List<String> lines = wrap(font, TEXT, cells.get(i), room - 8);
      float top = y;
      for (String line : lines) {
        float gap = columns.get(i).toTheRight() ? room - width(font, TEXT, line) : 0;
        write(font, TEXT, color, x + gap, line);
        y -= TEXT * LEADING;
      }
      y = top;
      most = Math.max(most, lines.size());
      x += room;
    }
    y -= (most - 1) * TEXT * LEADING + 6;
    page.setStrokingColor(RULE);
    page.setLineWidth(0.5f);
    page.moveTo(LEFT, y);
    page.lineTo(LEFT + WIDTH, y);
    page.stroke();
    y -= 13;
  }

  private void write(PDType0Font font, float size, Color color, float x, String text)
      throws IOException {
    write(page, font, size, color, x, y, text);
  }

  private void write(
      PDPageContentStream onto,
      PDType0Font font,
      float size,
      Color color,
      float x,
      float at,
      String text)
      throws IOException {
    onto.beginText();
    onto.setFont(font, size);
    onto.setNonStrokingColor(color);
    onto.newLineAtOffset(x, at);
    onto.showText(plainFace.shown(text));
    onto.endText();
  }

  private static float width(PDType0Font font, float size, String text) throws IOException {
    return font.getStringWidth(text) * size / 1000;
  }

  /** Where the language allows a line to end; a word that is too long ends anywhere. */
  private List<String> wrap(PDType0Font font, float size, String raw, float room)
      throws IOException {
    String text = plainFace.shown(raw);
    BreakIterator breaks = BreakIterator.getLineInstance(locale);
    breaks.setText(text);
    List<String> lines = new ArrayList<>();
    int start = 0;
    int end = 0;
    for (int next = breaks.next(); next != BreakIterator.DONE; next = breaks.next()) {
      if (end > start && width(font, size, text.substring(start, next).strip()) > room) {
        lines.add(text.substring(start, end).strip());
        start = end;
      }
      while (width(font, size, text.substring(start, next).strip()) > room) {
        int cut = fitting(font, size, text, start, room);
        lines.add(text.substring(start, cut));
        start = cut;
      }
      end = next;
    }
    lines.add(text.substring(start).strip());
    return lines;
  }

  private static int fitting(PDType0Font font, float size, String text, int start, float room)
      throws IOException {
    int cut = text.offsetByCodePoints(start, 1);
    while (width(font, size, text.substring(start, text.offsetByCodePoints(cut, 1))) <= room) {
      cut = text.offsetByCodePoints(cut, 1);
    }
    return cut;
  }

  /** Ends it, with a line at the foot of every page. */
  byte[] finish(UUID id, String title, Instant at, String foot) throws IOException {
    page.close();
    int pages = document.getNumberOfPages();
    for (int i = 0; i < pages; i++) {
      try (PDPageContentStream last =
          new PDPageContentStream(document, document.getPage(i), AppendMode.APPEND, true)) {
        String number = (i + 1) + " / " + pages;
        write(last, plain, 7.5f, FAINT, LEFT, 40, foot);
        write(last, plain, 7.5f, FAINT, LEFT + WIDTH - width(plain, 7.5f, number), 40, number);
      }
    }
    Calendar made = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
    made.setTimeInMillis(at.toEpochMilli());
    document.getDocumentInformation().setTitle(title);
    document.getDocumentInformation().setCreationDate(made);
    document.getDocumentCatalog().setLanguage(locale.toLanguageTag());
    document.setDocumentId(id.getMostSignificantBits() ^ id.getLeastSignificantBits());
    try (document) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      document.save(bytes);
      return bytes.toByteArray();
    }
  }
}
