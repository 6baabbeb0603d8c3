package exchange.api.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** A font that has the letters of both languages, and of most others. */
final class Typeface {
  private static final int MISSING = '?';

  private final TrueTypeFont font;
  private final CmapLookup glyphs;

  /**
   * @param weight such as {@code Bold}
   */
  Typeface(String weight) {
    String file = "/fonts/ttf/NotoSansSC/NotoSansSC-" + weight + ".ttf";
    try (InputStream stream = Typeface.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException(file + " is missing");
      }
      font = new TTFParser().parse(RandomAccessReadBuffer.createBufferFromStream(stream));
      glyphs = font.getUnicodeCmapLookup();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of which only the letters that are shown will be in the paper. */
  PDType0Font in(PDDocument paper) throws IOException {
    return PDType0Font.load(paper, font, true);
  }

  /** The text without what cannot be shown. */
  String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .map(point -> Character.isWhitespace(point) ? ' ' : point)
        .map(point -> glyphs.getGlyphId(point) == 0 ? MISSING : point)
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }
}
