package dev.bluebell.bluesky.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Block;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** Walks through a Markdown text and writes down what people are to read. Belongs to one thread. */
final class MarkdownReader extends AbstractVisitor {

    private static final Parser PARSER = Parser.builder()
            .includeSourceSpans(IncludeSourceSpans.BLOCKS)
            .customInlineContentParserFactory(new RawUrls())
            .maxOpenBlockParsers(50)
            .build();

    private final Page page = new Page();
    private final List<Mark> marks = new ArrayList<>();
    private final List<MarkdownImage> images = new ArrayList<>();
    private final Set<String> used = new HashSet<>();

    private MarkdownReader() {}

    static MarkdownReader read(String source) {
        Node document = PARSER.parse(source);
        MarkdownReader reader = new MarkdownReader();
        document.accept(new Destinations(reader.used));
        reader.blocks(document);
        return reader;
    }

    String text() {
        return page.text();
    }

    /** The blank at the ends of the text is gone; no mark begins or ends in it. */
    List<Mark> marks() {
        int length = text().length();
        return marks.stream()
                .map(mark -> new Mark(
                        page.trimmed(mark.start()), Math.min(page.trimmed(mark.end()), length), mark.meaning()))
                .filter(mark -> mark.start() < mark.end())
                .toList();
    }

    List<MarkdownImage> images() {
        return images;
    }

    /** With as many blank lines between them as there are in the source, but one at most. */
    private void blocks(Node parent) {
        int lastLine = -1;
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
            List<SourceSpan> spans = child.getSourceSpans();
            if (lastLine >= 0) {
                page.separate(!spans.isEmpty() && spans.getFirst().getLineIndex() - lastLine > 1 ? 2 : 1);
            }
            lastLine = spans.isEmpty() ? Math.max(lastLine, 0) : spans.getLast().getLineIndex();
            child.accept(this);
        }
    }

    @Override
    protected void visitChildren(Node parent) {
        if (parent instanceof Block && !(parent instanceof Paragraph || parent instanceof Heading)) {
            blocks(parent);
        } else {
            super.visitChildren(parent);
        }
    }

    @Override
    public void visit(Heading heading) {
        if (heading.getFirstChild() == null) {
            page.write("#".repeat(heading.getLevel()));
        }
        visitChildren(heading);
    }

    @Override
    public void visit(BlockQuote quote) {
        page.within("> ", "> ", () -> blocks(quote));
    }

    @Override
    public void visit(ListItem item) {
        String marker = marker(item);
        page.within(marker, " ".repeat(marker.length()), () -> blocks(item));
    }

    private static String marker(ListItem item) {
        if (item.getParent() instanceof OrderedList list) {
            int number = list.getMarkerStartNumber() == null ? 1 : list.getMarkerStartNumber();
            for (Node before = item.getPrevious(); before != null; before = before.getPrevious()) {
                number++;
            }
            return number + (list.getMarkerDelimiter() == null ? "." : list.getMarkerDelimiter()) + ' ';
        }
        boolean known = item.getParent() instanceof BulletList list && list.getMarker() != null;
        return (known && item.getParent() instanceof BulletList list ? list.getMarker() : "-") + ' ';
    }

    @Override
    public void visit(ThematicBreak line) {
        page.write(line.getLiteral() == null ? "---" : line.getLiteral());
    }

    @Override
    public void visit(FencedCodeBlock code) {
        // Who forgot the end of the code did not mean its first line as the name of a language.
        String info = code.getInfo() == null ? "" : code.getInfo();
        boolean whole =
                code.getClosingFenceLength() != null && !code.getLiteral().isBlank();
        code(whole || info.isEmpty() ? code.getLiteral() : info + '\n' + code.getLiteral());
    }

    @Override
    public void visit(IndentedCodeBlock code) {
        code(code.getLiteral());
    }

    @Override
    public void visit(HtmlBlock html) {
        page.write(html.getLiteral());
    }

    @Override
    public void visit(HtmlInline html) {
        page.write(html.getLiteral());
    }

    @Override
    public void visit(Code code) {
        code(code.getLiteral());
    }

    private void code(String literal) {
        int start = page.position();
        page.write(literal.endsWith("\n") ? literal.substring(0, literal.length() - 1) : literal);
        mark(start, new Mark.Meaning.Code());
    }

    @Override
    public void visit(Text text) {
        page.write(text.getLiteral());
    }

    @Override
    public void visit(SoftLineBreak end) {
        page.lineBreak();
    }

    @Override
    public void visit(HardLineBreak end) {
        page.lineBreak();
    }

    @Override
    public void visit(Image image) {
        MarkdownWords words = new MarkdownWords();
        image.accept(words);
        images.add(new MarkdownImage(image.getDestination(), words.text()));
        page.leaveOut();
    }

    @Override
    public void visit(Link link) {
        int start = page.position();
        visitChildren(link);
        String to = link.getDestination();
        if (page.position() == start) {
            page.write(to);
        }
        Detection.address(to)
                .ifPresentOrElse(
                        uri -> mark(start, new Mark.Meaning.Known(new Feature.Link(uri))),
                        () -> writeBeside(start, to));
    }

    /** It leads to no page, but somebody may want to know where it leads. */
    private void writeBeside(int start, String to) {
        if (!to.isEmpty() && !page.since(start).equals(to)) {
            page.write(" (" + to + ')');
        }
    }

    /** One that nothing leads to was hardly meant as one. */
    @Override
    public void visit(LinkReferenceDefinition definition) {
        if (!used.contains(definition.getDestination())) {
            String title = definition.getTitle() == null ? "" : " \"" + definition.getTitle() + '"';
            page.write("[%s]: %s%s".formatted(definition.getLabel(), definition.getDestination(), title));
        }
    }

    private void mark(int start, Mark.Meaning meaning) {
        if (page.position() > start) {
            marks.add(new Mark(start, page.position(), meaning));
        }
    }

    /** Where links and images lead. */
    private static final class Destinations extends AbstractVisitor {

        private final Set<String> all;

        Destinations(Set<String> all) {
            this.all = all;
        }

        @Override
        public void visit(Link link) {
            all.add(link.getDestination());
            visitChildren(link);
        }

        @Override
        public void visit(Image image) {
            all.add(image.getDestination());
            visitChildren(image);
        }
    }

    /** The words of what is left out, as of an image. */
    private static final class MarkdownWords extends AbstractVisitor {

        private final StringBuilder words = new StringBuilder();

        String text() {
            return words.toString().strip();
        }

        @Override
        public void visit(Text text) {
            words.append(text.getLiteral());
        }

        @Override
        public void visit(Code code) {
            words.append(code.getLiteral());
        }

        @Override
        public void visit(HtmlInline html) {
            words.append(html.getLiteral());
        }

        @Override
        public void visit(SoftLineBreak end) {
            words.append(' ');
        }

        @Override
        public void visit(HardLineBreak end) {
            words.append(' ');
        }
    }
}
