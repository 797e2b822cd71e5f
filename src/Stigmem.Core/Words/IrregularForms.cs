using System.Collections.Frozen;

namespace Stigmem.Core.Words;

/// <summary>English verbs and nouns whose forms share no stem: <c>went</c> is found by <c>go</c>.</summary>
public static class IrregularForms
{
    /// <summary>Base form first, then its forms.</summary>
    private const string Table =
        """
        be am is are was were been; bear bore borne; beat beaten; become became; begin began begun; bend bent; bind bound; bite bit bitten
        bleed bled; blow blew blown; break broke broken; breed bred; bring brought; build built; burn burnt; buy bought; catch caught
        choose chose chosen; cling clung; come came; creep crept; deal dealt; dig dug; dive dove; do did done does; draw drew drawn
        dream dreamt; drink drank drunk; drive drove driven; eat ate eaten; fall fell fallen; feed fed; feel felt; fight fought
        find found; flee fled; fling flung; fly flew flown; forbid forbade forbidden; forget forgot forgotten; forgive forgave forgiven
        freeze froze frozen; get got gotten; give gave given; go went gone goes; grind ground; grow grew grown; hang hung; have had has
        hear heard; hide hid hidden; hold held; keep kept; kneel knelt; know knew known; lay laid; lead led; lean leant; leap leapt
        learn learnt; leave left; lend lent; light lit; lose lost; make made; mean meant; meet met; mistake mistook mistaken
        overcome overcame; pay paid; prove proven; ride rode ridden; ring rang rung; rise rose risen; run ran; say said; see saw seen
        seek sought; sell sold; send sent; sew sewn; shake shook shaken; shine shone; shoot shot; show shown; shrink shrank shrunk
        sing sang sung; sink sank sunk; sit sat; sleep slept; slide slid; smell smelt; sow sown; speak spoke spoken; speed sped
        spell spelt; spend spent; spill spilt; spin spun; spit spat; spoil spoilt; spring sprang sprung; stand stood; steal stole stolen
        stick stuck; sting stung; stink stank stunk; strike struck stricken; string strung; strive strove striven; swear swore sworn
        sweep swept; swell swollen; swim swam swum; swing swung; take took taken; teach taught; tear tore torn; tell told
        think thought; throw threw thrown; undergo underwent undergone; understand understood; undertake undertook undertaken
        wake woke woken; wear wore worn; weave wove woven; weep wept; win won; wind wound; withdraw withdrew withdrawn; write wrote written
        child children; foot feet; goose geese; man men; mouse mice; ox oxen; person people; tooth teeth; woman women
        knife knives; leaf leaves; life lives; loaf loaves; half halves; shelf shelves; thief thieves; wife wives; wolf wolves; calf calves
        analysis analyses; axis axes; basis bases; crisis crises; diagnosis diagnoses; hypothesis hypotheses; thesis theses
        criterion criteria; phenomenon phenomena; datum data; medium media; index indices; matrix matrices; vertex vertices
        cactus cacti; fungus fungi; stimulus stimuli; syllabus syllabi; good better best; bad worse worst; far farther further
        mother mom mum mommy mama; father dad daddy papa; child kid kids
        """;

    private static readonly FrozenDictionary<string, string> Bases = Read();

    /// <summary>The base form of an irregular one; any other word comes back as it is.</summary>
    public static string BaseOf(string word) => Bases.GetValueOrDefault(word, word);

    private static FrozenDictionary<string, string> Read()
    {
        Dictionary<string, string> bases = new(StringComparer.Ordinal);
        foreach (var line in Table.Split([';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var forms = line.Split(' ');
            foreach (var form in forms.Skip(1))
                bases.TryAdd(form, forms[0]);
        }
        return bases.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
