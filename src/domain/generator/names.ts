/** Made-up people from many places: how their names are written and spoken, and which part comes first. */
import type { Random } from './random.ts';

export interface PersonName {
  /** As a shop would write it. */
  readonly full: string;
  readonly first: string;
  readonly last: string;
  /** Both parts in Latin letters, for an e-mail address. */
  readonly latin: readonly [string, string];
}

interface Culture {
  readonly weight: number;
  readonly first: readonly string[];
  readonly last: readonly string[];
  readonly lastComesFirst?: true;
  /** Two family names instead of one. */
  readonly twoLast?: true;
}

/** Names by blanks; an underscore is a blank within a name; `高橋=Takahashi` is one in two scripts. */
const list = (names: string): string[] =>
  names
    .trim()
    .split(/\s+/)
    .map((name) => name.replaceAll('_', ' '));

const cultures: readonly Culture[] = [
  {
    weight: 24,
    first:
      list(`Emma Jack Harriet Oliver Grace Thomas Isla Noah Freya Leo Martha George Poppy Arthur Imogen Edward
      Florence Samuel Beatrice Toby Rosie Callum Eleanor Joseph`),
    last: list(`Ashworth Bennett Carter Dawson Ellis Fletcher Garner Hargreaves Ingram Jennings Kirby Lockwood
      Marsden Norris Osborne Pickering Radcliffe Sutton Thornton Underhill Whitaker Yates Holloway Barlow`),
  },
  {
    weight: 6,
    first: list('Catrin Rhys Angharad Gethin Nia Owain Bronwen Iestyn Ffion Emrys Lowri Dylan'),
    last: list('Griffiths Pritchard Bevan Morgan-Jones Vaughan Gwilym ap_Dafydd Llewelyn Probert Parry'),
  },
  {
    weight: 7,
    first: list(
      'Aoife Cillian Niamh Tadhg Saoirse Oisín Róisín Pádraig Caoimhe Fionn Mairead Ruaridh Eilidh',
    ),
    last: list(`O’Sullivan Gallagher Ní_Bhriain Fitzgerald McAllister Kavanagh MacLeod Ó_Dónaill Drummond Brannigan
      Sinclair McTavish`),
  },
  {
    weight: 8,
    first: list(
      'Zofia Piotr Agnieszka Marek Katarzyna Paweł Małgorzata Grzegorz Hanna Wojciech Iga Stanisław',
    ),
    last: list('Nowak Kowalczyk Woźniak Mazur Krawczyk Zając Król Wróbel Szymczak Duda Pająk Gołąb'),
  },
  {
    weight: 7,
    first: list('Chiamaka Emeka Folake Tunde Ngozi Babatunde Adaeze Chidi Yetunde Obinna Temitope Ifeanyi'),
    last: list('Okafor Adebayo Eze Balogun Nwosu Ogunleye Okonkwo Afolabi Danjuma Chukwu Olatunji Etim'),
  },
  {
    weight: 5,
    first: list('Wanjiku Kamau Achieng Otieno Njeri Mwangi Akinyi Kiprop Nyambura Barasa Chebet Mutua'),
    last: list('Kariuki Odhiambo Ndung’u Cheruiyot Wekesa Muthoni Kimani Omondi Njoroge Rotich Wambua Auma'),
  },
  {
    weight: 4,
    first: list('Abena Kwame Akosua Kofi Efua Yaw Adwoa Kojo Esi Kwabena'),
    last: list('Mensah Owusu Boateng Asante Appiah Osei Agyeman Darko Frimpong Amoah'),
  },
  {
    weight: 9,
    first: list(`Ananya Rohan Meera Arjun Kavya Vikram Lakshmi Sanjay Divya Harpreet Gurpreet Nikhil Aishwarya
      Thenmozhi`),
    last: list(`Chatterjee Iyer Deshpande Gill Krishnamurthy Mehta Nair Patel Ramanathan Sandhu Subramanian
      Venkatesan Bhattacharya`),
  },
  {
    weight: 7,
    first: list('Ayesha Bilal Fatima Hamza Mariam Usman Zainab Imran Nadia Tariq Rubina Faisal'),
    last: list('Ahmed Butt Chaudhry Hussain Iqbal Khan Malik Qureshi Rahman Sheikh Siddiqui Miah'),
  },
  {
    weight: 4,
    first: list(
      'Thu_Hà Thanh_Tùng Mai_Lan Gia_Hân Quang_Huy Khánh_Vy Ngọc_Anh Đức_Minh Bảo_Trâm Hoàng_Long Phương_Linh Tuấn_Kiệt',
    ),
    last: list('Nguyễn Trần Lê Phạm Huỳnh Vũ Đặng Bùi Đỗ Hồ Ngô Dương'),
    lastComesFirst: true,
  },
  {
    weight: 4,
    first: list(
      '涼=Ryo 美咲=Misaki 健太=Kenta 彩=Aya 拓海=Takumi 真由美=Mayumi 直樹=Naoki 千夏=Chinatsu 陽子=Yoko 悠人=Yuto 恵=Megumi',
    ),
    last: list(
      '高橋=Takahashi 中村=Nakamura 小林=Kobayashi 吉田=Yoshida 森=Mori 清水=Shimizu 石井=Ishii 岡田=Okada 前田=Maeda 藤原=Fujiwara 遠藤=Endo',
    ),
    lastComesFirst: true,
  },
  {
    weight: 4,
    first: list(
      '芳=Fang 伟=Wei 静=Jing 俊杰=Junjie 雅婷=Yating 志强=Zhiqiang 晓雨=Xiaoyu 国华=Guohua 敏=Min 建国=Jianguo 思远=Siyuan 丽=Li',
    ),
    last: list('王=Wang 陈=Chen 刘=Liu 黄=Huang 周=Zhou 林=Lin 郭=Guo 邓=Deng 何=He 罗=Luo 谢=Xie 梁=Liang'),
    lastComesFirst: true,
  },
  {
    weight: 4,
    first: list('Inés Álvaro Lucía Joaquín Marisol Íñigo Begoña Andrés Ximena Raúl'),
    last: list('Ibáñez Muñoz Peña Ruiz Castaño Núñez Ortega Zúñiga Carmona del_Río'),
    twoLast: true,
  },
  {
    weight: 4,
    first: list('João Beatriz Tiago Conceição Inês Gonçalo Luísa Rui Antónia Vinícius'),
    last: list('Araújo Simões Guimarães Magalhães Brandão Falcão da_Conceição Leitão dos_Santos Queirós'),
  },
  {
    weight: 3,
    first: list('Élodie Théo Margaux Loïc Anaïs Benoît Océane François Maëlle Jérôme'),
    last: list('Lefèvre Girard Beaumont Chevallier Dupré Gauthier Lemaître Renaud Vasseur Delacroix'),
  },
  {
    weight: 3,
    first: list('Jürgen Käthe Björn Annelise Götz Friederike Sören Liesel Henrik Åsa Mads Ingrid'),
    last: list('Brückner Schäfer Weiß Lindqvist Østergaard Köhler Møller Größmann Bergström Vogel'),
  },
  {
    weight: 3,
    first: list('Oksana Taras Iryna Bohdan Solomiia Mykola Halyna Ostap Larysa Danylo'),
    last: list('Bondarenko Kovalchuk Melnyk Lysenko Tkachuk Marchenko Savchuk Hryhorenko'),
  },
  {
    weight: 3,
    first: list('Eleni Nikos Katerina Stavros Despina Yannis Foteini Kostas'),
    last: list('Georgiou Ioannou Dimitriou Nikolaou Vasileiou Antoniou Christou Economou'),
  },
  {
    weight: 4,
    first: list('Elif Emre Ayşe Mehmet Gülsüm Barış Şeyma Okan Çağla İbrahim'),
    last: list('Yıldız Kaya Demir Çelik Şahin Öztürk Aydın Koç Güneş Doğan'),
  },
  {
    weight: 4,
    first: list('Layla Omar Yasmin Karim Salma Ziad Rania Tarek Huda Bassam Shirin Farhad'),
    last: list('Haddad al-Masri Khoury Najjar Mansour Saleh el-Amin Darwish Nasser Rahimi Farouk'),
  },
];

const initials = [...'ABCDEFGHJKLMNOPRSTW'];

/**
 * A made-up person.
 *
 * @example personName(new Random(1)).full // for example 'Zofia Wróbel'
 */
export function personName(random: Random): PersonName {
  const culture = random.pickWeighted(cultures);
  const first = twoScripts(random.pick(culture.first));
  const last = twoScripts(random.pick(culture.last));
  if (culture.lastComesFirst) {
    const spoken = first.latin === first.native ? '' : ` (${first.latin} ${last.latin})`;
    return {
      full: `${last.native} ${first.native}${spoken}`,
      first: first.native,
      last: last.native,
      latin: [first.latin, last.latin],
    };
  }
  const given = random.chance(0.5) ? `${first.native} ${random.pick(initials)}.` : first.native;
  const family = last.native + secondFamilyName(random, culture);
  return { full: `${given} ${family}`, first: given, last: family, latin: [first.latin, last.latin] };
}

function secondFamilyName(random: Random, culture: Culture): string {
  if (culture.twoLast) return ` ${random.pick(culture.last)}`;
  return random.chance(0.06) ? `-${random.pick(culture.last)}` : '';
}

function twoScripts(name: string): { native: string; latin: string } {
  const [native = name, latin = native] = name.split('=');
  return { native, latin };
}
