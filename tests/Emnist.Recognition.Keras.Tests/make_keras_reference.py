#!/usr/bin/env python3
"""Writes small models in the layouts of Keras 1, 2 and 3, and what they make of an input, for KerasReferenceTests.

Run with Debian's python3-h5py (3.7) and python3-torch (1.13): python3 make_keras_reference.py keras_reference.zip
The outputs are PyTorch's, in double precision and in Keras's order of sides; Keras itself is not needed. Architectures and names
are as Keras writes them: 1.2.2 (Theano and TensorFlow), 2.0.8, 2.2.4, tf.keras 2.4 and 2.15, Keras 3.5.
"""
import io
import json
import pathlib
import sys
import tempfile
import zipfile

import h5py
import numpy as np
import torch
import torch.nn.functional as F

torch.set_num_threads(1)
OUT = pathlib.Path(tempfile.mkdtemp())
random = np.random.default_rng(17)
cases = []


def draw(*shape):
    fan = np.prod(shape[:-1]) if len(shape) > 1 else 4
    return (random.standard_normal(shape) / np.sqrt(fan)).astype(np.float32)


# What layers compute, on one sample in Keras's order.

def act(name, x):
    t = torch.tensor(x)
    return {
        'linear': lambda: t, 'relu': lambda: F.relu(t), 'softmax': lambda: F.softmax(t, -1), 'tanh': lambda: torch.tanh(t),
        'sigmoid': lambda: torch.sigmoid(t), 'elu': lambda: F.elu(t), 'gelu': lambda: F.gelu(t), 'silu': lambda: F.silu(t),
        'swish': lambda: F.silu(t), 'leaky_relu': lambda: F.leaky_relu(t, 0.2), 'log_softmax': lambda: F.softmax(t, -1),
    }[name]().numpy()


def planes(x, first):
    return torch.tensor(x if first else np.moveaxis(x, -1, 0))[None]


def back(t, first):
    return t[0].numpy() if first else np.moveaxis(t[0].numpy(), 0, -1)


def same(size, window, stride, dilation=1):
    reach = (window - 1) * dilation + 1
    total = max(0, (-(-size // stride) - 1) * stride + reach - size)
    return total // 2, total - total // 2


def padded(t, window, strides, padding, dilation=(1, 1), value=0.0):
    if padding == 'valid':
        return t
    top, bottom = same(t.shape[2], window[0], strides[0], dilation[0])
    left, right = same(t.shape[3], window[1], strides[1], dilation[1])
    return F.pad(t, (left, right, top, bottom), value=value)


def convolve(x, kernel, bias, strides, padding, first, dilation=(1, 1), groups=1):
    """kernel [height, width, inputs / groups, outputs], correlated."""
    k = torch.tensor(kernel.astype(np.float64)).permute(3, 2, 0, 1)
    t = padded(planes(x, first), kernel.shape[:2], strides, padding, dilation)
    return back(F.conv2d(t, k, None if bias is None else torch.tensor(bias.astype(np.float64)), strides, 0, dilation, groups), first)


# Layers in the words of each version. A layer is (class, config, weights, function), its weights are (name, array).

class Style:
    def __init__(self, version, theano=False, first=False):
        self.version, self.theano, self.first = version, theano, first

    @property
    def format(self):
        if self.version == 1:
            return {'dim_ordering': 'th' if self.first else 'tf'}
        return {'data_format': 'channels_first' if self.first else 'channels_last'}

    def name(self, name):
        if self.version == 3:
            return {'name': name, 'trainable': True, 'dtype': {'module': 'keras', 'class_name': 'DTypePolicy', 'config': {'name': 'float32'}, 'registered_name': None}}
        return {'name': name, 'trainable': True} if self.version == 1 else {'name': name, 'trainable': True, 'dtype': 'float32'}

    def pair(self, pair):
        return list(pair)

    def dense(self, name, inputs, units, activation='linear', bias=True):
        w, b = draw(inputs, units), draw(units)
        size = {'output_dim': units, 'bias': bias, 'init': 'glorot_uniform', 'W_regularizer': None} if self.version == 1 else \
            {'units': units, 'use_bias': bias, 'kernel_initializer': {'class_name': 'GlorotUniform', 'config': {'seed': None}}, 'kernel_regularizer': None}
        weights = [('kernel', w)] + [('bias', b)] * bias
        return 'Dense', {**self.name(name), **size, 'activation': activation}, weights, \
            lambda x: act(activation, x @ w.astype(np.float64) + (b if bias else 0))

    def conv(self, name, inputs, filters, kernel, strides=(1, 1), padding='valid', activation='linear', bias=True, dilation=(1, 1), groups=1):
        k, b = draw(*kernel, inputs // groups, filters), draw(filters)
        if self.version == 1:
            options = {'nb_filter': filters, 'nb_row': kernel[0], 'nb_col': kernel[1], 'border_mode': padding, 'subsample': self.pair(strides), 'bias': bias}
        else:
            options = {'filters': filters, 'kernel_size': self.pair(kernel), 'strides': self.pair(strides), 'padding': padding, 'use_bias': bias,
                       'dilation_rate': self.pair(dilation), 'groups': groups}
        stored = k[::-1, ::-1] if self.theano else k
        if self.version == 1 and self.first:
            stored = stored.transpose(3, 2, 0, 1)
        weights = [('kernel', np.ascontiguousarray(stored))] + [('bias', b)] * bias
        return 'Convolution2D' if self.version == 1 else 'Conv2D', {**self.name(name), **options, **self.format, 'activation': activation}, weights, \
            lambda x: act(activation, convolve(x, k, b if bias else None, strides, padding, self.first, dilation, groups))

    def pool(self, name, size=(2, 2), strides=None, padding='valid', kind='Max'):
        steps = strides or size

        def run(x):
            t = planes(x, self.first)
            if kind == 'Max':
                return back(F.max_pool2d(padded(t, size, steps, padding, value=-1e30), size, steps), self.first)
            ones = padded(torch.ones_like(t), size, steps, padding)
            return back(F.avg_pool2d(padded(t, size, steps, padding), size, steps) / F.avg_pool2d(ones, size, steps), self.first)
        border = 'border_mode' if self.version == 1 else 'padding'
        return f'{kind}Pooling2D' if kind == 'Max' else 'AveragePooling2D', \
            {**self.name(name), 'pool_size': self.pair(size), 'strides': self.pair(steps), border: padding, **self.format}, [], run

    def norm(self, name, channels, axis=-1, scale=True, center=True, epsilon=1e-3):
        gamma, beta, mean, variance = draw(channels) + 1, draw(channels), draw(channels), np.abs(draw(channels)) + 0.5

        def run(x):
            shape = [1] * x.ndim
            shape[axis - 1 if axis > 0 else axis] = channels
            g, b, m, v = (a.astype(np.float64).reshape(shape) for a in (gamma, beta, mean, variance))
            return (x - m) / np.sqrt(v + epsilon) * (g if scale else 1) + (b if center else 0)
        options = {'mode': 0} if self.version == 1 else {'scale': scale, 'center': center}
        names = ('running_mean', 'running_std') if self.version == 1 else ('moving_mean', 'moving_variance')
        return 'BatchNormalization', {**self.name(name), 'axis': [axis] if self.version == 2.4 else axis, 'epsilon': epsilon, 'momentum': 0.99, **options}, \
            [('gamma', gamma)] * scale + [('beta', beta)] * center + [(names[0], mean), (names[1], variance)], run

    def flatten(self, name, data_format=None):
        def run(x):
            return (np.moveaxis(x, 0, -1) if data_format == 'channels_first' and x.ndim > 1 else x).reshape(-1)
        return 'Flatten', {**self.name(name), **({'data_format': data_format} if data_format else {})}, [], run

    def reshape(self, name, shape):
        return 'Reshape', {**self.name(name), 'target_shape': list(shape)}, [], lambda x: x.reshape(shape)

    def permute(self, name, *dims):
        return 'Permute', {**self.name(name), 'dims': list(dims)}, [], lambda x: x.transpose([d - 1 for d in dims])

    def activation(self, name, function, **options):
        return 'Activation', {**self.name(name), 'activation': function}, [], lambda x: act(function, x)

    def layer(self, kind, name, run=lambda x: x, weights=(), **options):
        return kind, {**self.name(name), **options}, list(weights), run


def run(layers, x):
    for layer in layers:
        x = layer[3](x)
    return x


# Files.

def config_sequential(style, layers, shape, nested=False):
    """The architecture of a Sequential model."""
    entries = []
    if style.version == 3:
        entries.append({'module': 'keras.layers', 'class_name': 'InputLayer',
                        'config': {'batch_shape': [None, *shape], 'dtype': 'float32', 'sparse': False, 'name': 'input_layer'}, 'registered_name': None})
    elif style.version == 2.4:
        entries.append({'class_name': 'InputLayer', 'config': {
            'batch_input_shape': [None, *shape], 'dtype': 'float32', 'sparse': False, 'ragged': False, 'name': 'input_1'}})
    for i, (kind, config, _, _) in enumerate(layers):
        config = dict(config)
        if i == 0 and style.version in (1, 2):
            config['batch_input_shape'] = [None, *shape]
        entry = {'class_name': kind, 'config': config}
        if style.version == 3:
            entry = {'module': 'keras.layers', **entry, 'registered_name': None, 'build_config': {'input_shape': [None]}}
        entries.append(entry)
    if style.version in (1, 2):
        return {'class_name': 'Sequential', 'config': entries}
    config = {'name': 'sequential', 'layers': entries}
    if style.version == 3:
        config['build_input_shape'] = [None, *shape]
        return {'module': 'keras', 'class_name': 'Sequential', 'config': config, 'registered_name': None, 'compile_config': {'optimizer': 'adam'}}
    return {'class_name': 'Sequential', 'config': config}


def weight_name(style, layer, name):
    if style.version == 1:
        return f"{layer}_{ {'kernel': 'W', 'bias': 'b'}.get(name, name) }"
    return f'sequential/{layer}/{name}' if style.version == 3 else f'{layer}/{name}:0'


def write_legacy(path, style, config, layers, text='bytes', root=False, split=False, libver=None, dtype=None, **dataset):
    """A file as model.save writes it; `layers` are (name, weights)."""
    def put(group, name, value):
        if text == 'fixed':
            value = np.bytes_(value)
        group.attrs[name] = value.encode() if text == 'bytes' else value

    def put_list(group, name, values):
        values = [value.encode() for value in values]
        if split and len(values) > 1:
            for i, part in enumerate(np.array_split(np.array(values), 2)):
                group.attrs[f'{name}{i}'] = part
        else:
            group.attrs[name] = np.array(values, dtype=h5py.string_dtype()) if text == 'str' and values else values

    with h5py.File(path, 'w', libver=libver) as f:
        group = f if root else f.create_group('model_weights')
        put(f, 'keras_version', {1: '1.2.2', 2: '2.0.8', 2.4: '2.4.0', 3: '3.5.0'}[style.version])
        if style.version != 1:
            put(f, 'backend', 'theano' if style.theano else 'tensorflow')
        put(f, 'model_config', json.dumps(config))
        put_list(group, 'layer_names', [name for name, _ in layers])
        for name, weights in layers:
            inner = group.create_group(name)
            names = [n if '/' in n else weight_name(style, name, n) for n, _ in weights]
            put_list(inner, 'weight_names', names)
            for (_, array), stored in zip(weights, names):
                inner.create_dataset(stored, data=array.astype(dtype or array.dtype), **(dataset if array.ndim > 1 else {}))
        if style.version != 3 and not root:
            f.create_group('optimizer_weights').create_dataset('Adam/iterations:0', data=np.int64(3))


def snake(name):
    import re
    return re.sub('([a-z])([A-Z])', r'\1_\2', re.sub('(.)([A-Z][a-z]+)', r'\1_\2', name)).lower()


def write_groups(group, layers, double=False):
    """The groups of .keras: `layers` are (class, weights or a list of layers)."""
    counts = {}
    for kind, weights in layers:
        number = counts.get(snake(kind), -1) + 1
        counts[snake(kind)] = number + (1 if double and weights else 0)
        inner = group.create_group(f"{snake(kind)}{f'_{number}' if number else ''}")
        if weights and isinstance(weights[0][1], list):
            write_groups(inner.create_group('layers'), weights)
            continue
        if kind == 'Dropout':
            inner.create_group('seed_generator/vars').create_dataset('0', data=np.zeros(2, np.uint32))
        variables = inner.create_group('vars')
        for i, (_, array) in enumerate(weights):
            variables.create_dataset(str(i), data=array)


def write_archive(path, config, layers, container='layers', double=False):
    weights = io.BytesIO()
    with h5py.File(weights, 'w') as f:
        write_groups(f.create_group(container), layers, double)
        f.create_group('optimizer/vars').create_dataset('0', data=np.int64(3))
    with zipfile.ZipFile(path, 'w') as z:
        z.writestr('metadata.json', json.dumps({'keras_version': '3.5.0', 'date_saved': '2024-09-01@10:00:00'}))
        z.writestr('config.json', json.dumps(config))
        z.writestr('model.weights.h5', weights.getvalue())


def record(name, shape, layers, ours, bytes_in=False, tolerance=2e-6):
    """Runs two samples; `ours` brings one from Keras's order to the library's."""
    samples = [random.random(shape).astype(np.float32).astype(np.float64) for _ in range(2)]
    cases.append({
        'file': name,
        'tolerance': tolerance,
        'inputs': [float(np.float32(v)) for x in samples for v in ours(x).reshape(-1)],
        'outputs': [float(v) for x in samples for v in run(layers, x * 255 if bytes_in else x).reshape(-1)],
    })


def keep(x):
    return x


def last(x):
    return np.moveaxis(x, 0, -1)


def sequential(name, style, shape, layers, ours=keep, bytes_in=False, tolerance=2e-6, **options):
    config = config_sequential(style, layers, shape)
    if name.endswith('.keras'):
        write_archive(OUT / name, config, [(kind, weights) for kind, _, weights, _ in layers], **options)
    else:
        write_legacy(OUT / name, style, config, [(config['name'], weights) for _, config, weights, _ in layers], **options)
    record(name, shape, layers, ours, bytes_in, tolerance)


k1, k1th, k1tf_theano = Style(1), Style(1, theano=True, first=True), Style(2, theano=True, first=True)
k2, k2first, tf2, k3 = Style(2), Style(2, first=True), Style(2.4), Style(3)


def mlp(s):
    return [s.flatten('flatten_1'), s.dense('dense_1', 30, 7, 'relu'), s.layer('Dropout', 'dropout_1', **({'p': 0.2} if s.version == 1 else {'rate': 0.2})),
            s.dense('dense_2', 7, 5, 'softmax')]


def cnn(s, flat=None):
    c = 1 if s.first else -1
    return [s.conv('conv_1', 1, 3, (3, 2), padding='same', activation='relu'), s.norm('bn_1', 3, axis=c), s.conv('conv_2', 3, 4, (2, 3), strides=(2, 1), bias=False),
            s.activation('act_1', 'relu'), s.pool('pool_1', (2, 2), padding='same'), s.layer('Dropout', 'drop_1', **({'p': 0.25} if s.version == 1 else {'rate': 0.25})),
            s.flatten('flatten_1', flat), s.norm('bn_2', 36, epsilon=1e-2), s.dense('dense_1', 36, 6, 'relu', bias=False), s.dense('dense_2', 6, 5, 'softmax')]


# The five reference projects' kinds, in each version's words.
sequential('k1_mlp.h5', k1, (6, 5), mlp(k1))
sequential('k1_tf_cnn.h5', k1, (10, 7, 1), cnn(k1))
sequential('k1_th_cnn.h5', k1th, (1, 10, 7), cnn(k1th), last)
sequential('k2_mlp.h5', k2, (6, 5), mlp(k2))
sequential('k2_cnn.h5', k2, (10, 7, 1), cnn(k2))
sequential('k2_theano_cnn.h5', k1tf_theano, (1, 10, 7), cnn(k1tf_theano), last)
sequential('k2_first_cnn.h5', k2first, (1, 10, 7), cnn(k2first, 'channels_first'), last)
sequential('k2_first_color.h5', k2first, (3, 9, 6), [
    k2first.conv('c', 3, 4, (3, 3)), k2first.flatten('f', 'channels_last'), k2first.dense('d', 112, 3, 'softmax')], last)
sequential('tf2_mlp.h5', tf2, (6, 5), mlp(tf2), text='str')
sequential('tf2_cnn.h5', tf2, (10, 7, 1), cnn(tf2, 'channels_last'))
sequential('k3_mlp.h5', k3, (6, 5), mlp(k3), text='str')
sequential('k3_cnn.keras', k3, (10, 7, 1), cnn(k3, 'channels_last'))

# Ways to store it.
sequential('fixed_text.h5', tf2, (6, 5), mlp(tf2), text='fixed')
sequential('split_text.h5', tf2, (6, 5), mlp(tf2), split=True)
sequential('at_the_root.h5', k1, (6, 5), mlp(k1), root=True)
sequential('chunked.h5', tf2, (10, 7, 1), cnn(tf2), chunks=True, compression='gzip', shuffle=True, fletcher32=True)
sequential('latest.h5', tf2, (10, 7, 1), cnn(tf2), libver='latest')
sequential('latest_chunked.h5', tf2, (10, 7, 1), cnn(tf2), libver='latest', chunks=True, compression='gzip', shuffle=True)
sequential('earliest.h5', tf2, (10, 7, 1), cnn(tf2), libver='earliest')
sequential('doubles.h5', tf2, (6, 5), mlp(tf2), dtype=np.float64)
sequential('halves.h5', tf2, (6, 5), mlp(tf2), dtype=np.float16, tolerance=2e-3)
sequential('many_layers.h5', tf2, (6, 5), [
    tf2.flatten('f'), tf2.dense('first', 30, 8), *(tf2.dense(f'dense_{i:03}', 8, 8, 'relu') for i in range(60)), tf2.dense('last', 8, 4)], libver='latest')

# Inputs of other forms, and scaling within the model.
sequential('reshape.h5', tf2, (70,), [tf2.reshape('r', (10, 7, 1)), *cnn(tf2)])
sequential('permute.h5', tf2, (7, 10, 1), [tf2.permute('p', 2, 1, 3), *cnn(tf2)])
sequential('permute_dense.h5', tf2, (5, 6), [tf2.permute('p', 2, 1), *mlp(tf2)])
sequential('first_to_last.h5', tf2, (1, 10, 7), [tf2.permute('p', 2, 3, 1), *cnn(tf2)], last)
sequential('rescaling.keras', k3, (10, 7, 1), [
    k3.layer('Rescaling', 'rescaling', lambda x: x / 255, scale=1 / 255, offset=0.0), *cnn(k3)], bytes_in=True)
sequential('rescaling_signed.h5', tf2, (10, 7, 1), [
    tf2.layer('Rescaling', 'rescaling', lambda x: x / 127.5 - 1, scale=1 / 127.5, offset=-1), *cnn(tf2)], bytes_in=True)
sequential('rescaling_valid.h5', tf2, (9, 7, 1), [
    tf2.layer('Rescaling', 'rescaling', lambda x: x * 2 - 1, scale=2.0, offset=-1.0), tf2.conv('c', 1, 3, (3, 3), bias=False),
    tf2.flatten('f'), tf2.dense('d', 105, 4, 'softmax')])
sequential('rescaling_dense.h5', tf2, (6, 5), [
    tf2.layer('Rescaling', 'rescaling', lambda x: 1 - x / 255, scale=-1 / 255, offset=1.0), *mlp(tf2)], bytes_in=True)
sequential('normalization.keras', k3, (10, 7, 1), [
    k3.layer('Normalization', 'normalization', lambda x: (x - np.float32(33.3)) / np.sqrt(np.float64(np.float32(6100.0))),
             [('mean', np.float32(33.3)), ('variance', np.float32(6100.0)), ('count', np.int64(0))], axis=None, invert=False, mean=None, variance=None),
    *cnn(k3)], bytes_in=True)

# A model of EMNIST's images that answers g, whatever it sees, for programs that need a file.
answer = [tf2.flatten('flatten'), tf2.dense('dense', 784, 47, 'softmax')]
answer[1][2][0][1][:] = 0
answer[1][2][1][1][:] = 0
answer[1][2][1][1][41] = 8
sequential('always_g.h5', tf2, (28, 28, 1), answer, compression='gzip')

# Layers that do something in training alone, and the other kinds.
sequential('training_only.keras', k3, (10, 7, 1), [
    k3.layer('RandomRotation', 'rr', factor=0.1), k3.layer('RandomZoom', 'rz', height_factor=0.1), k3.layer('GaussianNoise', 'gn', stddev=0.1),
    k3.conv('c', 1, 4, (3, 3)), k3.layer('SpatialDropout2D', 'sd', rate=0.1), k3.norm('n', 4, scale=False), k3.layer('ReLU', 're', lambda x: np.maximum(x, 0), max_value=None, negative_slope=0.0, threshold=0.0),
    k3.layer('GlobalAveragePooling2D', 'g', lambda x: x.mean((0, 1)), keepdims=False, **k3.format), k3.norm('n2', 4, center=False),
    k3.dense('d', 4, 5), k3.layer('Softmax', 's', lambda x: act('softmax', x), axis=-1)])
sequential('global_maximum.h5', k2first, (2, 6, 5), [
    k2first.conv('c', 2, 4, (3, 3), activation='relu'), k2first.pool('p', (2, 2), (1, 1)), k2first.layer('GlobalMaxPooling2D', 'g', lambda x: x.max((1, 2)), **k2first.format),
    k2first.dense('d', 4, 3, 'log_softmax')], last)


def node(style, name):
    """An inbound node that takes one tensor, or several."""
    names = name if isinstance(name, list) else [name]
    if style.version != 3:
        return [[[n, 0, 0, {}] for n in names]]
    tensors = [{'class_name': '__keras_tensor__', 'config': {'shape': [None, 1], 'dtype': 'float32', 'keras_history': [n, 0, 0]}} for n in names]
    return [{'args': [tensors if isinstance(name, list) else tensors[0]], 'kwargs': {}}]


def functional(style, entries, shape, name='model'):
    """`entries` are (layer or architecture, name, name of input)."""
    end = ['input', 0, 0]
    layers = [{'class_name': 'InputLayer', 'config': {('batch_shape' if style.version == 3 else 'batch_input_shape'): [None, *shape], 'name': 'input'}, 'name': 'input', 'inbound_nodes': []}]
    for layer, own, inputs in entries:
        entry = layer if isinstance(layer, dict) else {'class_name': layer[0], 'config': layer[1]}
        layers.append({**entry, 'name': own, 'inbound_nodes': node(style, inputs)})
    out = [entries[-1][1], 0, 0]
    return {'class_name': 'Model' if style.version == 2 else 'Functional',
            'config': {'name': name, 'layers': layers, 'input_layers': end if style.version == 3 else [end], 'output_layers': out if style.version == 3 else [out]}}


def chain(layers):
    names = ['input'] + [config['name'] for _, config, _, _ in layers]
    return [(layer, names[i + 1], names[i]) for i, layer in enumerate(layers)]


# Functional models, and models within models.
layers = cnn(k2)
write_legacy(OUT / 'k2_functional.h5', k2, functional(k2, chain(layers), (10, 7, 1)), [('input', [])] + [(c['name'], w) for _, c, w, _ in layers])
record('k2_functional.h5', (10, 7, 1), layers, keep)

layers = cnn(k3)
write_archive(OUT / 'k3_functional.keras', functional(k3, chain(layers), (10, 7, 1)), [('InputLayer', [])] + [(k, w) for k, _, w, _ in layers])
record('k3_functional.keras', (10, 7, 1), layers, keep)

layers = cnn(tf2)
write_archive(OUT / 'tf2_functional.keras', functional(tf2, chain(layers), (10, 7, 1)), [('InputLayer', [])] + [(k, w) for k, _, w, _ in layers],
              container='_layer_checkpoint_dependencies', double=True)
record('tf2_functional.keras', (10, 7, 1), layers, keep)

inner, outer = cnn(tf2)[:7], [tf2.dense('top', 36, 5, 'softmax')]
base = config_sequential(tf2, inner, (10, 7, 1))
base['config']['name'] = 'base'
flat = [(f"{c['name']}/{n}:0", a) for _, c, w, _ in inner for n, a in w if 'moving' not in n] + [(f"{c['name']}/{n}:0", a) for _, c, w, _ in inner for n, a in w if 'moving' in n]
config = {'class_name': 'Sequential', 'config': {'name': 'sequential', 'layers': [base, {'class_name': 'Dense', 'config': outer[0][1]}]}}
write_legacy(OUT / 'tf2_nested.h5', tf2, config, [('base', flat), ('top', outer[0][2])])
record('tf2_nested.h5', (10, 7, 1), inner + outer, keep)

inner, outer = cnn(k3)[:7], [k3.dense('top', 36, 5, 'softmax')]
base = {'module': 'keras', 'class_name': 'Sequential', 'config': {'name': 'base', 'trainable': True, 'layers': config_sequential(k3, inner, (10, 7, 1))['config']['layers']}}
write_archive(OUT / 'k3_nested.keras', functional(k3, [(base, 'base', 'input'), (outer[0], 'top', 'base')], (10, 7, 1)),
              [('InputLayer', []), ('Sequential', [(k, w) for k, _, w, _ in inner]), ('Dense', outer[0][2])])
record('k3_nested.keras', (10, 7, 1), inner + outer, keep)

# Average pooling, padding, and convolutions of other kinds.
def depthwise(s, name, inputs, kernel, strides=(1, 1), padding='valid', multiplier=1, dilation=(1, 1), activation='linear', bias=True):
    k, b = draw(*kernel, inputs, multiplier), draw(inputs * multiplier)
    grouped = k.reshape(*kernel, 1, inputs * multiplier)
    return 'DepthwiseConv2D', {**s.name(name), 'kernel_size': list(kernel), 'strides': list(strides), 'padding': padding, 'depth_multiplier': multiplier,
                               'dilation_rate': list(dilation), 'use_bias': bias, 'activation': activation, **s.format}, \
        [('depthwise_kernel', k)] + [('bias', b)] * bias, \
        lambda x: act(activation, convolve(x, grouped, b if bias else None, strides, padding, s.first, dilation, inputs))


def separable(s, name, inputs, filters, kernel, strides=(1, 1), padding='valid', multiplier=1, activation='linear', bias=True):
    first = depthwise(s, name, inputs, kernel, strides, padding, multiplier, bias=False)
    p, b = draw(1, 1, inputs * multiplier, filters), draw(filters)
    options = {key: value for key, value in first[1].items() if key != 'use_bias'}
    return 'SeparableConv2D', {**options, 'filters': filters, 'use_bias': bias, 'activation': activation}, \
        [*first[2], ('pointwise_kernel', p)] + [('bias', b)] * bias, \
        lambda x: act(activation, convolve(first[3](x), p, b if bias else None, (1, 1), 'valid', s.first))


def zeros(s, name, padding, sides):
    (t, b), (l, r) = sides

    def run(x):
        return np.pad(x, ((0, 0), (t, b), (l, r)) if s.first else ((t, b), (l, r), (0, 0)))
    return 'ZeroPadding2D', {**s.name(name), 'padding': padding, **s.format}, [], run


def kernels(s, shape):
    return [zeros(s, 'z', [[1, 0], [2, 1]], ((1, 0), (2, 1))), s.conv('c', 1, 4, (3, 2), padding='same', dilation=(2, 1), activation='relu'),
            depthwise(s, 'd', 4, (2, 3), (2, 2), 'same', 2, activation='relu'), s.pool('p', (2, 3), (1, 1), 'same', 'Average'),
            separable(s, 's', 8, 6, (3, 2), (1, 1), 'same', 2, 'relu'), s.conv('g', 6, 4, (2, 2), groups=2, bias=False), s.pool('p2', (2, 2), kind='Average'),
            s.layer('GlobalAveragePooling2D', 'gap', lambda x: x.mean((1, 2) if s.first else (0, 1)), **s.format), s.dense('top', 4, 3, 'softmax')]


sequential('kernels_2.h5', tf2, (10, 9, 1), kernels(tf2, (10, 9, 1)))
sequential('kernels_first.h5', k2first, (1, 10, 9), kernels(k2first, (1, 10, 9)), last)
sequential('kernels_3.keras', k3, (10, 9, 1), kernels(k3, (10, 9, 1)))
sequential('kernels_turned.h5', tf2, (9, 10, 1), [tf2.permute('turn', 2, 1, 3), *kernels(tf2, (10, 9, 1))])
sequential('kernels_1.h5', k1th, (1, 9, 8), [
    zeros(k1th, 'z', [1, 2], ((1, 1), (2, 2))), k1th.conv('c', 1, 3, (3, 2), activation='relu'), k1th.pool('p', (2, 2), kind='Average'),
    k1th.flatten('f'), k1th.dense('d', 3 * 4 * 5, 4, 'softmax')], last)

# Every activation, as an option and as a layer.
NAMES = ['tanh', 'sigmoid', 'elu', 'gelu', 'silu', 'swish', 'leaky_relu', 'relu']
sequential('activations.h5', tf2, (10, 7, 1), [
    *(tf2.conv(f'c_{name}', 1 if name == 'tanh' else 2, 2, (3, 3), padding='same', activation=name) for name in NAMES),
    *(tf2.activation(f'a_{name}', name) for name in NAMES), tf2.flatten('f'),
    *(tf2.dense(f'd_{name}', 140 if name == 'tanh' else 6, 6, name) for name in NAMES), tf2.dense('last', 6, 4)])


def slope(x, negative):
    return np.where(x > 0, x, negative * x)


def with_activation(layer, activation, function):
    kind, config, weights, run = layer
    return kind, {**config, 'activation': activation}, weights, lambda x: function(run(x))


sequential('slopes_1.h5', k1, (6, 5), [
    k1.flatten('f'), k1.dense('a', 30, 8), k1.layer('LeakyReLU', 'l', lambda x: slope(x, np.float64(np.float32(0.1))), alpha=0.1),
    k1.dense('b', 8, 8), k1.layer('ELU', 'e', lambda x: np.where(x > 0, x, 0.5 * np.expm1(np.minimum(x, 0))), alpha=0.5), k1.dense('c', 8, 4)])
sequential('slopes_2.h5', tf2, (6, 5), [
    tf2.flatten('f'), tf2.dense('a', 30, 8), tf2.layer('LeakyReLU', 'l', lambda x: slope(x, 0.3), alpha={'class_name': '__numpy__', 'config': {'value': 0.3}}),
    with_activation(tf2.dense('b', 8, 8), {'class_name': 'LeakyReLU', 'config': {'name': 'leaky', 'alpha': 0.25}}, lambda x: slope(x, 0.25)),
    with_activation(tf2.dense('b2', 8, 8), {'class_name': 'ReLU', 'config': {'name': 're', 'max_value': None, 'negative_slope': 0.0}}, lambda x: slope(x, 0)),
    tf2.layer('ReLU', 'r', lambda x: slope(x, 0.125), max_value=None, negative_slope=0.125, threshold=0.0), tf2.dense('c', 8, 4)])
sequential('slopes_3.keras', k3, (6, 5), [
    k3.flatten('f'), k3.dense('a', 30, 8), k3.layer('LeakyReLU', 'l', lambda x: slope(x, 0.3), negative_slope=0.3),
    with_activation(k3.dense('b', 8, 8), {'module': 'builtins', 'class_name': 'function', 'config': 'tanh', 'registered_name': 'function'}, np.tanh),
    k3.layer('ELU', 'e', lambda x: act('elu', x), alpha=1.0), k3.dense('c', 8, 4)])

# A block of a residual network.
def residual(style, name):
    first = style.conv('first', 1, 4, (3, 3), padding='same', activation='relu')
    around = style.conv('around', 4, 4, (3, 3), padding='same')
    norm = style.norm('norm', 4)
    top = [style.activation('act', 'relu'), style.layer('GlobalAveragePooling2D', 'gap', lambda x: x.mean((0, 1)), **style.format), style.dense('top', 4, 3, 'softmax')]
    add = ('Merge', {**style.name('add'), 'mode': 'sum', 'concat_axis': -1}) if style.version == 1 else ('Add', style.name('add'))
    entries = [(first, 'first', 'input'), (around, 'around', 'first'), (norm, 'norm', 'around'), (add, 'add', ['norm', 'first']),
               (top[0], 'act', 'add'), (top[1], 'gap', 'act'), (top[2], 'top', 'gap')]
    weights = [('InputLayer', 'input', [])] + [(layer[0], layer[1]['name'], layer[2] if len(layer) > 2 else []) for layer, _, _ in entries]
    config = functional(style, entries, (6, 5, 1))
    if name.endswith('.keras'):
        write_archive(OUT / name, config, [(kind, w) for kind, _, w in weights])
    else:
        write_legacy(OUT / name, style, config, [(own, w) for _, own, w in weights])

    def whole(x):
        x = first[3](x)
        return run(top, x + norm[3](around[3](x)))
    record(name, (6, 5, 1), [('', {}, [], whole)], keep)


residual(k1, 'k1_residual.h5')
residual(tf2, 'tf2_residual.h5')
residual(k3, 'k3_residual.keras')

# Files that are refused, and what is said of them.
refused = []


def refuse(name, *says):
    refused.append({'file': name, 'says': says})


def bad(name, layers, *says, shape=(6, 5), style=tf2, weights=None, **options):
    write_legacy(OUT / name, style, config_sequential(style, layers, shape), weights or [(c['name'], w) for _, c, w, _ in layers], **options)
    refuse(name, *says)


good = [tf2.flatten('flat'), tf2.dense('dense', 30, 4, 'softmax')]
stored = [(c['name'], w) for _, c, w, _ in good]
kernel, bias = good[1][2][0][1], good[1][2][1][1]


def changed(name, says, change):
    """A sound file, changed by h5py."""
    write_legacy(OUT / name, tf2, config_sequential(tf2, good, (6, 5)), stored)
    with h5py.File(OUT / name, 'r+') as f:
        change(f)
    refuse(name, *says)


def replace(f, path, make):
    del f[path]
    make(f)


KERNEL = 'model_weights/dense/dense/kernel:0'
bad('no_layer.h5', [tf2.layer('LSTM', 'lstm_1', units=3)], "Layer 'lstm_1' is a LSTM, which is not supported")
bad('lambda.h5', [*good, tf2.layer('Lambda', 'lambda_1', function='x')], "Layer 'lambda_1' is a Lambda")
bad('function.h5', [tf2.flatten('f'), tf2.dense('d', 30, 4, 'linear'), ('Activation', {**tf2.name('a'), 'activation': 'softsign'}, [], None)],
    "Layer 'a' has activation = 'softsign', which is not supported")
bad('relu6.h5', [*good, tf2.layer('ReLU', 'r', max_value=6.0)], "Layer 'r' has max_value = 6, which is not supported")
bad('mode.h5', [tf2.flatten('f'), ('BatchNormalization', {**tf2.name('b'), 'mode': 2, 'axis': -1}, [], None)], "Layer 'b' has mode = 2")
bad('padding.h5', [('Conv2D', {**tf2.conv('c', 1, 2, (3, 3))[1], 'padding': 'full'}, [], None)], "Layer 'c' has padding = 'full'", shape=(6, 5, 1))
bad('along.h5', [tf2.dense('d', 5, 4)], "Layer 'd' works along the last axis of [6, 5]")
changed('no_input.h5', ["'flat' is the first, and the file does not tell"], lambda f: f.attrs.__setitem__('model_config', json.dumps(
    {'class_name': 'Sequential', 'config': [{'class_name': kind, 'config': config} for kind, config, _, _ in good]})))
bad('any_size.h5', good, "[any, any]", shape=(None, None))
bad('no_weights.h5', good, "Layer 'dense' has no weights in the file", weights=[('flat', []), ('dense', [])])
bad('few_weights.h5', good, "Layer 'dense' has 1 weights in the file instead of 2", weights=[('flat', []), ('dense', [('kernel', kernel)])])
bad('more_weights.h5', good, "Layer 'dense' has 3 weights in the file instead of 2", weights=[('flat', []), ('dense', [*good[1][2], ('more', bias)])])
bad('wrong_shape.h5', good, "Layer 'dense' has the weights", "where it needs [30, 4]", weights=[('flat', []), ('dense', [('kernel', kernel.T), ('bias', bias)])])
bad('too_large.h5', [tf2.flatten('f'), ('Dense', {**tf2.name('d'), 'units': 10 ** 9, 'activation': 'relu'}, good[1][2], None)], "Layer 'd' has the weights", "1000000000")
bad('not_finite.h5', good, "dense/kernel:0' holds a number that is not finite", weights=[('flat', []), ('dense', [('kernel', kernel * np.float32('inf')), ('bias', bias)])])
bad('whole_numbers.h5', good, "kernel:0' holds FixedPoint of 1 bytes", dtype=np.int8)
changed('missing.h5', ["Layer 'dense' should have the weights 'dense/kernel:0'"], lambda f: f.__delitem__(KERNEL))
changed('no_names.h5', ["has no attribute 'layer_names'"], lambda f: f['model_weights'].attrs.__delitem__('layer_names'))
changed('weights_only.h5', ['weights without an architecture'], lambda f: (f.attrs.__delitem__('model_config'), f.attrs.__setitem__('layer_names', ['dense'])))
changed('no_config.h5', ["it has no attribute 'model_config'"], lambda f: f.attrs.__delitem__('model_config'))
changed('no_json.h5', ['is no JSON'], lambda f: f.attrs.__setitem__('model_config', '{"class_name"'))
changed('deep_json.h5', ['is no JSON'], lambda f: f.attrs.__setitem__('model_config', '{"class_name":"Sequential","config":' + '[' * 20000))
changed('own_class.h5', ['The model is a MyModel of one'], lambda f: f.attrs.__setitem__('model_config', '{"class_name":"MyModel","config":{}}'))
changed('external_link.h5', ['names another file'], lambda f: replace(f, 'model_weights/dense', lambda f: f.__setitem__('model_weights/dense', h5py.ExternalLink('good.h5', '/x'))))
changed('external_data.h5', ['names another file'], lambda f: replace(f, KERNEL, lambda f: f.create_dataset(KERNEL, (30, 4), 'f4', external=[('other.bin', 0, 480)])))
changed('soft_circle.h5', ['begins a soft link'], lambda f: replace(f, 'model_weights/dense', lambda f: (
    f.__setitem__('model_weights/dense', h5py.SoftLink('/model_weights/other')), f.__setitem__('model_weights/other', h5py.SoftLink('/model_weights/dense')))))
changed('hard_circle.h5', ["Layer 'dense' should have the weights"], lambda f: (replace(f, 'model_weights/dense/dense', lambda f: f.__setitem__('model_weights/dense/dense', f['model_weights']))))
changed('bomb.h5', ['more than weights of this file can have'], lambda f: replace(f, KERNEL, lambda f: f.create_dataset(KERNEL, data=np.zeros((30000, 1000), 'f4'), chunks=(30000, 10), compression='gzip')))
changed('large_chunk.h5', ['which makes no sense'], lambda f: replace(f, KERNEL, lambda f: f.create_dataset(
    KERNEL, data=np.zeros((30, 4), 'f4'), maxshape=(None, None), chunks=(10000, 1000), compression='gzip')))
changed('many_chunks.h5', ['which makes no sense'], lambda f: replace(f, KERNEL, lambda f: f.create_dataset(KERNEL, (500, 500), 'f4', chunks=(1, 1))))
changed('packed.h5', ['packed by the filter 32000'], lambda f: replace(f, KERNEL, lambda f: f.create_dataset(KERNEL, data=kernel, compression='lzf')))
changed('unwritten.h5', ['more than weights of this file can have'], lambda f: replace(f, KERNEL, lambda f: f.create_dataset(KERNEL, (2 ** 31, 2 ** 31), 'f4', chunks=(64, 64))))

with h5py.File(OUT / 'virtual.h5', 'w', libver='latest') as f:
    layout = h5py.VirtualLayout(shape=(30, 4), dtype='f4')
    layout[:] = h5py.VirtualSource('other.h5', 'data', shape=(30, 4))
    f.create_virtual_dataset('kernel', layout)
refuse('virtual.h5', 'lie in other files')


def graph(name, entries, *says, change=None):
    config = functional(tf2, entries, (6, 5))
    if change:
        change(config['config'])
    write_legacy(OUT / name, tf2, config, stored)
    refuse(name, *says)


graph('circle.h5', [(good[0], 'flat', 'dense'), (good[1], 'dense', 'flat')], "Layer 'flat' takes 'dense', which is not there, or takes its own output")
graph('twice.h5', [(good[0], 'flat', 'input'), (good[1], 'dense', 'flat')], "Layer 'dense' is used in 2 places",
      change=lambda c: c['layers'][2]['inbound_nodes'].append([['flat', 0, 0, {}]]))
graph('outputs.h5', [(good[0], 'flat', 'input'), (good[1], 'dense', 'flat')], 'there are 1 inputs and 2 outputs', change=lambda c: c['output_layers'].append(['flat', 0, 0]))
graph('concatenate.h5', [(good[0], 'flat', 'input'), (('Concatenate', {'name': 'c', 'axis': -1}), 'c', ['flat', 'flat']), (good[1], 'dense', 'c')], "Layer 'c' is a Concatenate")


def archive(name, says, **entries):
    with zipfile.ZipFile(OUT / name, 'w', zipfile.ZIP_DEFLATED) as z:
        for entry, data in entries.items():
            z.writestr(entry.replace('_', '.'), data)
    refuse(name, says)


archive('other.zip', 'The archive has no config.json', a_txt=b'')
archive('bomb.keras', 'config.json has more than', config_json=b' ' * (40 << 20), model_weights_h5=b'')
archive('weights_bomb.keras', 'model.weights.h5 has more than', config_json=json.dumps(config_sequential(k3, good, (6, 5))), model_weights_h5=b'\0' * (300 << 20))
archive('no_weights.keras', "weights are no HDF5 file", config_json=json.dumps(config_sequential(k3, good, (6, 5))), model_weights_h5=b'x')
(OUT / 'picture.png').write_bytes(b'\x89PNG\r\n\x1a\n' + b'\0' * 50)
refuse('picture.png', 'neither HDF5 (.h5) nor an archive of Keras')

# Normalized over rows or columns, as BatchNormalization(axis=1) is with the channels last, and the default with them first.
sequential('norm_rows.h5', tf2, (9, 7, 1), [
    tf2.conv('c', 1, 3, (3, 2)), tf2.norm('rows', 7, axis=1), tf2.activation('a', 'relu'), tf2.norm('columns', 6, axis=2, scale=False), tf2.flatten('f'),
    tf2.dense('d', 126, 4, 'softmax')])
sequential('norm_first.h5', k2first, (2, 6, 5), [
    k2first.conv('c', 2, 4, (3, 3), activation='relu'), k2first.norm('columns', 3), k2first.norm('rows', 4, axis=2, center=False), k2first.flatten('f'),
    k2first.dense('d', 48, 3)], last)
sequential('norm_grey.keras', k3, (6, 5), [
    k3.layer('Rescaling', 'rescaling', lambda x: x * 2 - 1, scale=2.0, offset=-1.0), k3.norm('columns', 5), k3.flatten('f'), k3.dense('d', 30, 4)])

(OUT / 'reference.json').write_text(json.dumps(cases, separators=(',', ':')) + '\n')
(OUT / 'refused.json').write_text(json.dumps(refused, separators=(',', ':')) + '\n')
with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED, compresslevel=9) as z:
    for file in sorted(OUT.iterdir()):
        z.writestr(zipfile.ZipInfo(file.name), file.read_bytes(), zipfile.ZIP_DEFLATED)
